public import Supervision

/// What a commit did.
public struct CommitOutcome: Hashable, Sendable {
  /// The generation it made.
  public var generation: Int
  /// The run's number.
  public var run: Int
  /// How many events of each kind it recorded.
  public var events: [ClueEvent: Int]
  /// The number of clues now.
  public var clues: Int
}
