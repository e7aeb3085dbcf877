import ArgumentParser
import Diagnostics
import Geometry
import LedgerStore
import Monitoring
import Supervision

/// `tiankan batch propose`: what waits to be sent, ranked and capped; writes nothing.
struct BatchProposeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Show which clues wait for a batch, ranked, and how many the cap holds back.",
    discussion: """
      Confirmed clues wait that last and are 未下发. P1, permanent basic farmland and red lines are never held back.

      Examples:
        tiankan batch propose --config county.yaml
        tiankan batch propose --config county.yaml --county 350582 --json
      """)

  @OptionGroup var source: ConfigurationOption

  @Option(help: "The county's code (default: all counties with clues).")
  var county: String?

  @Option(help: "Only clues in this cell of the layer grid_cells.")
  var gridCell: String?

  @Flag(help: "Take clues that are not confirmed yet as well.")
  var provisional = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let configuration = try source.load()
      let layers = try PublicationLayers(configuration)
      let ledger = try Ledger(opening: configuration.ledger)
      var choice = BatchProposal.Choice()
      choice.cell = gridCell
      choice.takesProvisional = provisional
      var proposals: [BatchProposal] = []
      let codes = if let county { [county] } else { try BatchProposal.counties(of: ledger) }
      for code in codes {
        proposals.append(
          try BatchProposal(
            county: code, of: ledger, layers: layers, cap: configuration.publish.capPerCounty,
            choice: choice))
      }
      let vocabulary = try Vocabulary.builtIn()
      try StandardStreams.print(
        json
          ? try JSONText.encode(proposals.map { ProposalSummary($0, vocabulary) })
          : proposals.flatMap { Self.lines($0, vocabulary) }.joined(separator: "\n"))
      return layers.refusals
    }
  }

  private static func lines(_ proposal: BatchProposal, _ vocabulary: Vocabulary) -> [String] {
    let exempt = proposal.lines.count { $0.isExempt }
    let head =
      "县 county \(proposal.county): 拟下发 proposed \(proposal.lines.count) "
      + "(不受上限 never held back \(exempt)), 暂缓 held back \(proposal.heldBack)"
    return [head]
      + proposal.lines.map { line in
        let clue = line.row.clue
        return "  \(clue.priority.rawValue) \(line.row.publicNumber ?? "\(clue.key)") "
          + "\(vocabulary[clue.key.kind].chinese) "
          + "\(AreaUnits.muText(squareMetres: clue.squareMetres)) 亩 "
          + "\(line.cell?.name ?? "—") \(line.cell?.responsible ?? "")"
      }
  }
}

/// A proposal as machines read it.
private struct ProposalSummary: Encodable {
  private struct Line: Encodable {
    var publicNumber: String?
    var clueKey: String
    var priority: String
    var kind: String
    var kindZh: String
    var areaM2: Double
    var gridCell: String?
    var responsible: String?
    var neverHeldBack: Bool

    enum CodingKeys: String, CodingKey {
      case priority, kind, responsible
      case publicNumber = "public_number"
      case clueKey = "clue_key"
      case kindZh = "kind_zh"
      case areaM2 = "area_m2"
      case gridCell = "grid_cell"
      case neverHeldBack = "never_held_back"
    }
  }

  private var county: String
  private var heldBack: Int
  private var clues: [Line]

  enum CodingKeys: String, CodingKey {
    case county, clues
    case heldBack = "held_back"
  }

  init(_ proposal: BatchProposal, _ vocabulary: Vocabulary) {
    county = proposal.county
    heldBack = proposal.heldBack
    clues = proposal.lines.map { line in
      let clue = line.row.clue
      return Line(
        publicNumber: line.row.publicNumber, clueKey: "\(clue.key)",
        priority: clue.priority.rawValue, kind: clue.key.kind.rawValue,
        kindZh: vocabulary[clue.key.kind].chinese, areaM2: clue.squareMetres,
        gridCell: line.cell?.name, responsible: line.cell?.responsible,
        neverHeldBack: line.isExempt)
    }
  }
}
