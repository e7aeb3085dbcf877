import ArgumentParser
import Diagnostics
import LedgerStore
import Monitoring
import Supervision

/// `tiankan batch list`: the batches that were issued.
struct BatchListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the batches with how far they are answered.")

  @OptionGroup var source: ConfigurationOption

  @Option(help: "The county's code (default: all).")
  var county: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let ledger = try Ledger(opening: try source.load().ledger)
      let closings = try ledger.closings()
      let checks = try ledger.fieldChecks()
      let summaries = try ledger.batches(county: county).map { batch in
        BatchSummary(
          batch, closing: closings.first { $0.batch == batch.number }, checks: checks)
      }
      guard !json else {
        try StandardStreams.print(try JSONText.encode(summaries))
        return []
      }
      try StandardStreams.print(
        summaries.isEmpty
          ? "批次 batches: 0" : summaries.flatMap(\.lines).joined(separator: "\n"))
      return []
    }
  }
}
