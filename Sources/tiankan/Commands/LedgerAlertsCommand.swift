import ArgumentParser
import Diagnostics
import Imagery
import LedgerStore
import Monitoring

/// `tiankan ledger alerts`: the internal alert feed of a run, written again.
struct LedgerAlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Write the alerts of a run into the folder of the configuration.",
    discussion: """
      Of the last run they are the same bytes as those that monitor writes. Of an earlier run the events are those of the \
      run, and the clues are as they are now; clues that are gone are listed in run-N.json.

      Examples:
        tiankan ledger alerts --config county.yaml
        tiankan ledger alerts --config county.yaml --run 12
      """)

  @OptionGroup var source: ConfigurationOption

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The number of the run (default: the last).", valueName: "number"))
  var number: Int?

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let configuration = try source.load()
      guard let path = configuration.publish.alerts else {
        throw TiankanError(
          .usage, "the configuration names no folder for alerts; add publish: {alerts: FOLDER}",
          subject: configuration.file)
      }
      let layers = try PublicationLayers(configuration)
      let ledger = try Ledger(opening: configuration.ledger)
      let night = try NightAlerts(
        run: number, of: ledger, layers: layers, cap: configuration.publish.capPerCounty)
      let folder = AlertFolder(path: path)
      try folder.write(night, crs: ledger.grid.crs)
      for ending in ["jsonl", "geojson", "json"] {
        try StandardStreams.print(folder.file(ofRun: night.run.number, ending))
      }
      return layers.refusals
    }
  }
}
