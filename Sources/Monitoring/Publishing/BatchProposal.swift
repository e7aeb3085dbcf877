import ChangeDetection
public import Diagnostics
public import LedgerStore
import Supervision

/// The clues that wait to be sent to a county, ranked and capped: what a batch issued now would hold.
///
/// A clue waits where it is confirmed, lasts, and is 未下发. Nothing is written.
public struct BatchProposal: Sendable {
  /// A clue of the proposal.
  public struct Line: Sendable {
    /// The clue.
    public var row: ClueRow
    /// The cell of the management grid; nil where the layer has none there.
    public var cell: PublicationLayers.Cell?
    /// Whether a part lies in permanent basic farmland.
    public var touchesFarmland: Bool
    /// Whether a part lies behind a red line.
    public var touchesRedLine: Bool
    /// Whether no cap may drop it.
    public var isExempt: Bool
  }

  /// The county's code.
  public var county: String
  /// The clues in the order of work.
  public var lines: [Line]
  /// How many more wait, which the cap holds back.
  public var heldBack: Int

  /// Which clues are asked for.
  public struct Choice: Sendable {
    /// Only clues in this cell of the management grid; nil for all.
    public var cell: String?
    /// Only these public numbers or keys; nil for all.
    public var clues: Set<String>?
    /// Whether clues that are not confirmed yet wait as well.
    public var takesProvisional = false

    /// Only so many of each kind, drawn at random; nil for all. The answers to such a batch tell how often clues are right.
    public var sample: (perKind: Int, seed: UInt64)?

    /// Chooses all confirmed clues.
    public init() {}
  }

  /// Reads what waits in a county.
  ///
  /// - Throws: `.usage` for a clue of the choice that does not wait, and for a draw that the cap would cut; errors of reading.
  public init(
    county: String, of ledger: borrowing Ledger, layers: PublicationLayers, cap: Int,
    choice: Choice = Choice()
  ) throws(TiankanError) {
    var filter = ClueFilter()
    filter.county = county
    filter.states = choice.takesProvisional ? [.provisional, .confirmed] : [.confirmed]
    filter.handling = [.notIssued]
    var rows = try ledger.clues(filter)
    if let cell = choice.cell, !layers.cells.isEmpty {
      rows = rows.filter { layers.cell(of: $0.clue)?.name == cell }
    }
    if let names = choice.clues {
      let waiting = Set(rows.flatMap { [$0.publicNumber, "\($0.clue.key)"].compactMap { $0 } })
      if let unknown = names.subtracting(waiting).min() {
        throw TiankanError(
          .usage,
          "this clue does not wait in county \(county): it is unknown, not confirmed, has ended, or was issued",
          subject: unknown)
      }
      rows = rows.filter { row in
        names.contains("\(row.clue.key)") || row.publicNumber.map { names.contains($0) } ?? false
      }
    }
    if let sample = choice.sample {
      var generator = SplitMix64(state: sample.seed)
      rows = ClueKind.allCases.flatMap { kind in
        let own = rows.filter { $0.clue.key.kind == kind }
          .sorted { "\($0.clue.key)" < "\($1.clue.key)" }
        return generator.distinctNumbers(min(sample.perKind, own.count), below: own.count)
          .sorted().map { own[$0] }
      }
    }
    let candidates = rows.map(layers.candidate)
    let selection = PublicationCap(perCounty: cap).select(candidates)
    // What the cap drops is not drawn at random any more: the answers would tell of urgent clues only.
    if choice.sample != nil, !selection.heldBack.isEmpty {
      throw TiankanError(
        .usage,
        "the draw has \(rows.count) clues and the county gets \(cap); ask for fewer with --sample",
        subject: county)
    }
    self.county = county
    lines = selection.passed.map { position in
      let clue = rows[position].clue
      return Line(
        row: rows[position], cell: layers.cell(of: clue),
        touchesFarmland: layers.touches(.permanentFarmland, clue),
        touchesRedLine: layers.touches(.redLine, clue), isExempt: candidates[position].isExempt)
    }
    heldBack = selection.heldBack.count
  }

  /// The counties that have clues, by code; places without county get no batches.
  public static func counties(of ledger: borrowing Ledger) throws(TiankanError) -> [String] {
    Set(try ledger.countyCounts().map(\.county)).filter { !$0.isEmpty }.sorted()
  }
}
