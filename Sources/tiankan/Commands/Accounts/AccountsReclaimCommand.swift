import ArgumentParser
import Diagnostics
import LedgerStore
import Reporting

/// `tiankan accounts reclaim`: demolition, reclamation and target class per plot.
struct AccountsReclaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reclaim",
    abstract:
      "Demolition → reclamation → target class (拆旧复垦) per plot, with dates from the images.",
    discussion: """
      Plots of the role demolition are read in every scene; each state is dated by the first of two clear views in a row. \
      New building seen before the demolished plots it is paired with (else all of its project) were reclaimed is a clue. \
      Plots of fewer than nine pixels need finer images.

      Example:
        tiankan accounts reclaim --config county.yaml --on 2025-09-30
      """)

  @OptionGroup var source: AccountsSource
  @OptionGroup var images: AccountsImages

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws { try DayArgument.check(images.on, "--on") }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let opened = try images.open(source)
      let reporter = try source.reporter()
      let document: ReclamationDocument
      if let address = try source.ledgerAddress() {
        document = try reporter.reclamationDocument(
          scenes: opened.scenes, until: images.day, seenBy: try Ledger(opening: address))
      } else {
        document = try reporter.reclamationDocument(scenes: opened.scenes, until: images.day)
      }
      try StandardStreams.print(document, document.textLines, json: json)
      return opened.refusals
    }
  }
}
