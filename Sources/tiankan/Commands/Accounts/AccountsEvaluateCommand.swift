import ArgumentParser
import Diagnostics
import Foundation
import LedgerStore
import Reporting
import Supervision

/// `tiankan accounts evaluate`: the yearly evaluation.
struct AccountsEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "Yearly evaluation (成效评估) by your formula: 设区市 and 县 ranked apart, 并列 where scores overlap.",
    discussion: """
      The documents ask for a ranking and give no formula; yours names measures and weights. What is not known counts from \
      nothing to its whole weight, so a score has two bounds. Rewards are for people to decide.

      A formula:
        title: {zh: 年度成效评估, en: yearly evaluation}
        weights: {milestones_done: 30, area_reached: 30, on_plan: 20, clues_answered: 10, farmland_used: 10}

      Examples:
        tiankan accounts evaluate --config county.yaml --formula formula.yaml --on 2025-12-31
        tiankan accounts evaluate --config county.yaml --formula formula.yaml --on 2025-12-31 --out 2025.xlsx
      """)

  @OptionGroup var source: AccountsSource

  @Option(help: ArgumentHelp("The formula.", valueName: "yaml"))
  var formula: String

  @Option(help: "The last day that counts: YYYY-MM-DD (default: today).")
  var on: String?

  @Option(
    help: ArgumentHelp(
      "Write a page (.html), a spreadsheet (.xlsx) or JSON (.json) instead of printing.",
      valueName: "file"))
  var out: String?

  @Option(help: "The language of page and spreadsheet: zh or en.")
  var lang = ReportLanguageOption.zh

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    try DayArgument.check(on, "--on")
    guard let out else { return }
    guard ["html", "xlsx", "json"].contains(Self.ending(out)) else {
      throw ValidationError("--out takes a file that ends in .html, .xlsx or .json")
    }
  }

  private static func ending(_ path: String) -> String {
    (path as NSString).pathExtension.lowercased()
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let reporter = try source.reporter()
      let read = try EvaluationFormula(reading: formula)
      let document: EvaluationDocument
      if let address = try source.ledgerAddress() {
        document = try reporter.evaluationDocument(
          read, until: DayArgument.day(on), seenBy: try Ledger(opening: address))
      } else {
        document = reporter.evaluationDocument(read, until: DayArgument.day(on))
      }
      guard let out else {
        try StandardStreams.print(document, document.textLines, json: json)
        return []
      }
      switch Self.ending(out) {
      case "xlsx": try EvaluationTable.write(document, to: out, language: lang.language)
      case "html":
        try ReportFile.write(
          try HTMLReport.page(document, language: lang.language), to: out)
      default: try ReportFile.write(try ReportJSON.encode(document), to: out)
      }
      try StandardStreams.print(out)
      return []
    }
  }
}
