public import Imagery
public import Supervision

/// What a county answered about a clue of a batch, as the journal has it.
public struct FieldCheck: Hashable, Sendable {
  /// The batch.
  public var batch: BatchNumber
  /// The clue's public number.
  public var number: String
  /// What was found.
  public var result: FieldResult
  /// The day of the check; nil where none was stated.
  public var checked: CalendarDate?
  /// When the answer was recorded, UTC, ISO 8601.
  public var time: String
}
