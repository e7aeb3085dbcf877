import ArgumentParser
import Diagnostics
import Imagery
import LedgerStore
import Monitoring
import Reporting

/// `tiankan report`: a page or a JSON document about a tile, project, parcel, mine or clue.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Report what the ledger holds about a tile, project, parcel, mine or clue; the month.",
    discussion: """
      The page is one HTML file that needs nothing else: pictures before and after, indices over time, tests with \
      their numbers, areas in 亩 and m², overlaps, scenes and versions. Print it, or send it.

      Ids are those of the ledger; `county:` may stand before them where two counties share one. Of a clue, the \
      beginning of its key or public number suffices. The report of a month (月度报告) compares the projects of the register \
      with their plans and with the clues of the ledger, where there is one; its id is 2025-09, or a day of the month up \
      to which it counts.

      Examples:
        tiankan report clue 3505822024JS00017 --ledger ledger.gpkg --scenes catalog.json --out clue.html
        tiankan report parcel 350582:1234 --ledger ledger.gpkg --format json
        tiankan report month 2025-09 --config county.yaml --format xlsx --out month.xlsx
      """)

  /// What a report is about.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case tile, project, parcel, mine, clue, month
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, pdf, json, xlsx
  }

  @Argument(help: "What it is about: tile, project, parcel, mine, clue or month.")
  var subject: Subject

  @Argument(help: "The id in the ledger; of a month 2025-09 or 2025-09-15.")
  var id: String

  @Option(help: "html or json; of a month also xlsx (pdf: not built yet).")
  var format = Format.html

  @Option(help: "The language: zh or en. JSON holds both.")
  var lang = ReportLanguageOption.zh

  @Option(help: ArgumentHelp("The file (default: standard output).", valueName: "file"))
  var out: String?

  @Flag(inversion: .prefixedNo, help: "Draw pictures from the scenes.")
  var pictures = true

  @OptionGroup var source: ReportSource

  @Option(
    help: ArgumentHelp(
      "Of a month: the register (default: that of the configuration).", valueName: "address"))
  var register: String?

  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "Of a month: a rule file besides the built-in ones; may be repeated.", valueName: "yaml"))
  var ruleFiles: [String] = []

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      if format == .pdf {
        throw TiankanError(
          .notBuilt, "PDF is not built yet; print the HTML page to PDF", subject: "--format pdf")
      }
      if subject == .month {
        try MonthReport(
          id: id, register: register, ruleFiles: ruleFiles, ledger: source.ledger,
          config: source.config
        ).write(format, lang.language, to: out)
        return []
      }
      guard format != .xlsx else {
        throw TiankanError(
          .usage, "only the report of a month is written as a spreadsheet", subject: "--format xlsx"
        )
      }
      let ledger = try source.openLedger()
      let opened = try source.openScenes()
      if let out {
        try OutputConflict.check(
          outputs: [out],
          inputs: opened.scenes.flatMap(\.files) + source.scenes
            + (source.ledger.map { [$0] } ?? []))
      }
      let reporter = try LedgerReporter(
        ledger, scenes: opened.scenes, program: "tiankan \(ProgramVersion.current)",
        drawsPictures: pictures && format == .html)
      let text = try makeReport(reporter, ledger)
      if let out {
        try ReportFile.write(text, to: out)
        try StandardStreams.print(out)
      } else {
        try StandardStreams.print(String(text.dropLast()))
      }
      return opened.refusals
    }
  }

  private func makeReport(
    _ reporter: LedgerReporter, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> String {
    let language = lang.language
    switch subject {
    case .clue:
      let report = try reporter.clue(id, in: ledger)
      return format == .json
        ? try ReportJSON.encode(report.document)
        : try HTMLReport.page(report.document, pictures: report.pictures, language: language)
    case .parcel: return try makeUnit(.parcel, reporter, ledger)
    case .project: return try makeUnit(.project, reporter, ledger)
    case .mine: return try makeUnit(.mine, reporter, ledger)
    case .tile, .month:
      let report = try reporter.tile(id, in: ledger)
      return format == .json
        ? try ReportJSON.encode(report.document)
        : try HTMLReport.page(report.document, pictures: report.pictures, language: language)
    }
  }

  private func makeUnit(
    _ kind: ReportUnitKind, _ reporter: LedgerReporter, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> String {
    let report = try reporter.unit(id, kind: kind, in: ledger)
    return format == .json
      ? try ReportJSON.encode(report.document)
      : try HTMLReport.page(
        report.document, pictures: report.pictures, language: lang.language)
  }
}
