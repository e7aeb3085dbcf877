import ArgumentParser
import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan batch issue`: sends clues to a county.
struct BatchIssueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Issue a batch to a county: journal, public numbers, frozen snapshot.",
    discussion: """
      The batch holds what propose shows for the county. Its folder has the clues as GeoPackage, Shapefile and \
      spreadsheet, an evidence page per clue, and a cover page. Cells and responsible persons come from the layer \
      grid_cells; where it says nothing, from the options.

      Example:
        tiankan batch issue --config county.yaml --county 350582 --deadline 2026-04-15 --responsible 张三 --grid-cell 东村
      """)

  @OptionGroup var source: ConfigurationOption

  @Option(help: "The county's code.")
  var county: String

  @Option(help: "The day by which the county is to answer: YYYY-MM-DD.")
  var deadline: String

  @Option(help: "Who answers for the batch, and for clues in cells that name nobody.")
  var responsible: String

  @Option(
    help:
      "The cell of the management grid (网格): with a layer grid_cells, only its clues; else the cell of all clues."
  )
  var gridCell: String?

  @Option(
    name: .customLong("clue"),
    help: ArgumentHelp(
      "Only this clue, by public number or key; may be repeated.", valueName: "number"))
  var clues: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only so many clues of each kind, drawn at random (实地抽查); their answers feed assess --checks.",
      valueName: "count"))
  var sample: Int?

  @Option(help: "The seed of the draw; the same seed draws the same clues.")
  var seed: UInt64 = 1

  @Flag(help: "Take clues that are not confirmed yet as well; they get their public numbers now.")
  var provisional = false

  @Option(help: "The language of the pages: zh or en.")
  var lang = ReportLanguageOption.zh

  @Flag(inversion: .prefixedNo, help: "Draw pictures from the scenes.")
  var pictures = true

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let office = try BatchOffice(source)
      let configuration = office.configuration
      let now = Date.now
      let day = BatchOffice.day(now)
      guard let deadline = CalendarDate(deadline), deadline > day else {
        throw TiankanError(
          .usage, "the deadline is a day after today: YYYY-MM-DD", subject: "--deadline \(deadline)"
        )
      }
      let layers = try PublicationLayers(configuration)
      let opened = try SceneSources.open(pictures ? configuration.scenes : [])
      let ledger = try office.openForWriting(console)
      let proposal = try propose(ledger, layers, cap: configuration.publish.capPerCounty)
      let order = BatchOrder(
        county: county, time: BatchOffice.time(now), day: day, deadline: deadline,
        responsible: responsible, lines: try lines(of: proposal), heldBack: proposal.heldBack,
        trialBatches: configuration.publish.trialBatches)
      let reporter = try LedgerReporter(
        ledger, scenes: opened.scenes, program: "tiankan \(ProgramVersion.current)",
        drawsPictures: pictures)
      let batch = try office.desk.issue(
        order, from: ledger, reporter: reporter, language: lang.language)
      let summary = BatchSummary(batch, closing: nil, checks: [])
      try StandardStreams.print(
        json
          ? try JSONText.encode(summary)
          : summary.lines.joined(separator: "\n") + "\n"
            + "快照 snapshot: \(office.desk.folder(of: batch.number))")
      return layers.refusals + opened.refusals
    }
  }

  private func propose(
    _ ledger: borrowing Ledger, _ layers: PublicationLayers, cap: Int
  ) throws(TiankanError) -> BatchProposal {
    var choice = BatchProposal.Choice()
    choice.cell = gridCell
    choice.clues = clues.isEmpty ? nil : Set(clues)
    choice.takesProvisional = provisional
    choice.sample = sample.map { ($0, seed) }
    return try BatchProposal(
      county: county, of: ledger, layers: layers, cap: cap, choice: choice)
  }

  private func lines(of proposal: BatchProposal) throws(TiankanError) -> [BatchOrder.Line] {
    var lines: [BatchOrder.Line] = []
    for line in proposal.lines {
      guard let cell = line.cell?.name ?? gridCell else {
        throw TiankanError(
          .usage,
          "no cell of the management grid holds this clue; name one with --grid-cell, or give the layer grid_cells",
          subject: line.row.publicNumber ?? "\(line.row.clue.key)")
      }
      let named = line.cell?.responsible ?? ""
      lines.append(
        BatchOrder.Line(
          row: line.row, cell: cell, responsible: named.isEmpty ? responsible : named,
          touchesFarmland: line.touchesFarmland, touchesRedLine: line.touchesRedLine))
    }
    return lines
  }
}
