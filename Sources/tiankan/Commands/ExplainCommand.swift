import ArgumentParser
import Diagnostics
import Imagery
import LedgerStore
import Reporting

/// `tiankan explain`: the chain of evidence of a clue as text.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print the chain from scenes to the state of a clue.",
    discussion: """
      Scenes used and not used with the reason, the baseline, each test with its numbers, persistence, overlaps, the \
      relation to approvals, and what the journal recorded.

      Example:
        tiankan explain 3505822024JS00017 --ledger ledger.gpkg --scenes catalog.json --lang en
      """)

  @Argument(help: "The clue's key or public number, or the beginning of either.")
  var clue: String

  @Option(help: "The language: zh or en.")
  var lang = ReportLanguageOption.zh

  @OptionGroup var source: ReportSource

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let ledger = try source.openLedger()
      let opened = try source.openScenes()
      let reporter = try LedgerReporter(
        ledger, scenes: opened.scenes, program: "tiankan \(ProgramVersion.current)",
        drawsPictures: false)
      let report = try reporter.clue(clue, in: ledger)
      let text = try ExplanationText.text(of: report.document, language: lang.language)
      try StandardStreams.print(String(text.dropLast()))
      return opened.refusals
    }
  }
}
