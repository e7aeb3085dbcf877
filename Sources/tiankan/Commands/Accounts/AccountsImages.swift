import ArgumentParser
import Diagnostics
import Imagery
import LedgerStore
import Monitoring
import Reporting

/// The scenes that accounts look at, and up to which day.
struct AccountsImages: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A catalog that scan wrote, or a scene; may be repeated (default: those of the configuration).",
      valueName: "path"))
  var scenes: [String] = []

  @Option(help: "The last day that counts: YYYY-MM-DD (default: today).")
  var on: String?

  /// The last day that counts.
  var day: CalendarDate { DayArgument.day(on) }

  /// The scenes.
  ///
  /// - Throws: `.usage` where none are named.
  func open(
    _ source: AccountsSource
  ) throws(TiankanError) -> (scenes: [Scene], refusals: [Refusal]) {
    var paths = scenes
    if paths.isEmpty { paths = try source.register.configuration()?.scenes ?? [] }
    guard !paths.isEmpty else {
      throw TiankanError(
        .usage, "the days are told by images; give --scenes PATH or a configuration with scenes")
    }
    return try SceneSources.open(paths)
  }
}
