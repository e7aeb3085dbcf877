public import LedgerStore
public import Supervision

/// A clue to which something happened in a run, as the internal feed tells it.
public struct NightAlert: Sendable {
  /// The clue as the ledger has it.
  public var row: ClueRow
  /// What happened, in the order of the journal.
  public var events: [ClueEvent]
  /// The area before, in square metres, where it grew.
  public var previousSquareMetres: Double?
  /// The name of the grid cell; nil where the layer has none there.
  public var cell: String?
  /// Whether no cap may drop it: P1, permanent basic farmland, red line.
  public var isExempt: Bool
}
