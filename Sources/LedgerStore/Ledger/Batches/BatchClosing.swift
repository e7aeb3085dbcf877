public import Supervision

/// That a batch is done: a row of the table `batch_closing`. Journal.
public struct BatchClosing: Hashable, Sendable {
  /// The batch.
  public var batch: BatchNumber
  /// When it was closed, UTC, ISO 8601.
  public var time: String
  /// Who closed it.
  public var person: String
  /// Why it was closed with clues unanswered; empty where all were answered.
  public var reason: String
  /// How many clues were answered.
  public var answered: Int
  /// The public numbers of those that were not.
  public var unanswered: [String]
}
