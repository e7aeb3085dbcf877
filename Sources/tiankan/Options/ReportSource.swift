import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Imagery
import LedgerStore

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

  /// Opens the ledger for reading.
  func openLedger() throws(TiankanError) -> Ledger {
    guard let ledger else {
      if let config = config ?? ProcessInfo.processInfo.environment["TIANKAN_CONFIG"] {
        throw TiankanError(
          .notBuilt, "reports do not read the configuration yet; give --ledger and --scenes",
          subject: config)
      }
      throw TiankanError(.usage, "no ledger is given; give --ledger ADDRESS")
    }
    return try Ledger(opening: ledger)
  }

  /// The scenes at hand. Superseded products are left out: the ledger rests on the others.
  func openScenes() throws(TiankanError) -> (scenes: [Scene], refusals: [Refusal]) {
    let library = try SensorProfileLibrary()
    let recognizer = SceneRecognizer(library: library)
    var found: [Scene] = []
    var refusals: [Refusal] = []
    for path in scenes {
      do throws(TiankanError) {
        if path.lowercased().hasSuffix(".json") {
          let catalog = try SceneCatalog(reading: path, recognizer: recognizer)
          found += catalog.currentScenes
          refusals += catalog.refusals
        } else {
          found.append(try recognizer.scene(at: path, options: SceneOptions()))
        }
      } catch {
        guard ExitStatus.isInputFailure(error) else { throw error }
        refusals.append(Refusal(error, subject: path))
      }
    }
    return (found, refusals)
  }
}
