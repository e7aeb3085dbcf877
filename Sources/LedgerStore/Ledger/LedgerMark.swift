/// How far a ledger has come; two equal marks mean equal content, so that answers can be kept.
public struct LedgerMark: Hashable, Sendable {
  /// The generation of the last commit.
  public var generation: Int
  /// The serial of the last event of the journal.
  public var lastEvent: Int
}
