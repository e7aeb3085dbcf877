import ArgumentParser
import Diagnostics
import Foundation
import LedgerStore
import Monitoring

/// `tiankan ledger`: what can be done with the ledger as a whole.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Export the ledger as JSON lines; write the alerts of a run again.",
    subcommands: [LedgerExportCommand.self, LedgerAlertsCommand.self])
}

/// `tiankan ledger export`: the ledger as sorted JSON lines on standard output.
struct LedgerExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the ledger as sorted JSON lines.",
    discussion: """
      With --derived only what follows from scenes, land units, rules and program is written: equal derived data gives \
      equal bytes, from a GeoPackage and from PostGIS. Outlines are integers, thousandths of columns and rows of the \
      grid in the first line.

      Examples:
        tiankan ledger export ledger.gpkg > ledger.jsonl
        tiankan ledger export --derived ledger.gpkg | sha256sum
        tiankan ledger export --config county.yaml
      """)

  @Argument(
    help:
      "The ledger: a .gpkg file or postgresql://user@host/database?schema=NAME (default: that of the configuration)."
  )
  var ledger: String?

  @OptionGroup var source: ConfigurationOption

  @Flag(help: "Leave out the journal, public numbers and handling states.")
  var derived = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      if ledger != nil, source.config != nil {
        throw TiankanError(.usage, "name the ledger or the configuration, not both")
      }
      let address: String
      if let ledger { address = ledger } else { address = try source.load().ledger }
      let opened = try Ledger(opening: address)
      func write(_ piece: [UInt8]) throws(TiankanError) {
        try StandardStreams.write(piece)
      }
      if derived {
        try opened.exportDerived(to: write)
      } else {
        try opened.export(to: write)
      }
      return []
    }
  }
}
