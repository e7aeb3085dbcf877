import ArgumentParser
import Diagnostics
import Imagery
import LedgerStore
import Monitoring

/// Where reports come from: the ledger, and the scenes for pictures and measured series.
struct ReportSource: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ledger: a GeoPackage or postgresql://….", valueName: "address"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "A catalog that scan wrote, or a scene, for pictures; may be repeated.", valueName: "path"))
  var scenes: [String] = []

  @Option(
    help: ArgumentHelp(
      "The configuration (default: $TIANKAN_CONFIG), where no ledger is given.",
      valueName: "file"))
  var config: String?

  /// The configuration, where no ledger is given.
  private func configuration() throws(TiankanError) -> Configuration? {
    guard ledger == nil else { return nil }
    let option = ConfigurationOption.file(stated: config)
    guard let option else {
      throw TiankanError(
        .usage,
        "no ledger is given; give --ledger ADDRESS or --config FILE, or set \(ConfigurationOption.variable)"
      )
    }
    return try Configuration(reading: option)
  }

  /// Opens the ledger for reading.
  func openLedger() throws(TiankanError) -> Ledger {
    if let ledger { return try Ledger(opening: ledger) }
    guard let configuration = try configuration() else {
      throw TiankanError(.usage, "no ledger is given; give --ledger ADDRESS")
    }
    return try Ledger(opening: configuration.ledger)
  }

  /// The catalogs, folders and scenes to read: those given, else those of the configuration.
  private func sources() throws(TiankanError) -> [String] {
    if !scenes.isEmpty { return scenes }
    return try configuration()?.scenes ?? []
  }

  /// The scenes at hand. Superseded products are left out: the ledger rests on the others.
  func openScenes() throws(TiankanError) -> (scenes: [Scene], refusals: [Refusal]) {
    try SceneSources.open(try sources())
  }
}
