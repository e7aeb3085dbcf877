/// A run as the journal has it.
public struct RunRow: Hashable, Sendable {
  /// The run's number, from 1.
  public var number: Int
  /// The generation that it made.
  public var generation: Int
  /// What was said about it.
  public var run: LedgerRun
}
