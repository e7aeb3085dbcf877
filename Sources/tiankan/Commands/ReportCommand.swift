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
      their numbers, areas in 亩 and m², overlaps, scenes and versions. The PDF says the same on A4 for the record: page \
      numbers, charts and outlines as lines, all scenes with their values in an appendix.

      Ids are those of the ledger; `county:` may stand before them where two counties share one. Of a clue, the \
      beginning of its key or public number suffices. The report of a month (月度报告) compares the projects of the register \
      with their plans and with the clues of the ledger, where there is one; its id is 2025-09, or a day of the month up \
      to which it counts.

      Examples:
        tiankan report clue 3505822024JS00017 --ledger ledger.gpkg --scenes catalog.json --out clue.html
        tiankan report clue 3505822024JS00017 --config county.yaml --format pdf --out clue.pdf
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

  @Option(help: "html, pdf or json; of a month also xlsx.")
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
      if format == .pdf, out == nil {
        throw TiankanError(.usage, "a PDF needs --out FILE.pdf", subject: "--format pdf")
      }
      if subject == .month {
        try MonthReport(
          id: id, register: register, ruleFiles: ruleFiles, ledger: source.ledger,
          config: source.config
        ).write(format, lang.language, to: out)
        return []
      }
      guard let form = ReportForm(rawValue: format.rawValue) else {
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
        drawsPictures: pictures && format != .json)
      let bytes = try makeReport(reporter, ledger, as: form)
      if let out {
        try ReportFile.write(bytes, to: out)
        try StandardStreams.print(out)
      } else {
        try StandardStreams.print(String(decoding: bytes.dropLast(), as: UTF8.self))
      }
      return opened.refusals
    }
  }

  private func makeReport(
    _ reporter: LedgerReporter, _ ledger: borrowing Ledger, as form: ReportForm
  ) throws(TiankanError) -> [UInt8] {
    func unit(_ kind: ReportUnitKind) throws(TiankanError) -> [UInt8] {
      try reporter.unit(id, kind: kind, in: ledger).bytes(as: form, language: lang.language)
    }
    return switch subject {
    case .clue: try reporter.clue(id, in: ledger).bytes(as: form, language: lang.language)
    case .parcel: try unit(.parcel)
    case .project: try unit(.project)
    case .mine: try unit(.mine)
    case .tile, .month: try reporter.tile(id, in: ledger).bytes(as: form, language: lang.language)
    }
  }
}
