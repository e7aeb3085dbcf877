public import Supervision

/// What one person did with a clue, as the journal has it: a step, a finding, a note, or that it was issued.
public struct HandlingEntry: Hashable, Sendable {
  /// The serial of the event.
  public var serial: Int
  /// When it was recorded, UTC, ISO 8601.
  public var time: String
  /// Who did it; nil for what a batch did.
  public var person: String?
  /// In which role; nil for what a batch did.
  public var role: String?
  /// The state before.
  public var from: HandlingState?
  /// The state after.
  public var to: HandlingState
  /// What was found on the ground; nil where the entry is about something else.
  public var result: FieldResult?
  /// The day of the field check, as it was stated; nil where none was.
  public var checked: String?
  /// The batch that was issued or answered.
  public var batch: String?
  /// In the person's words.
  public var remark: String
  /// Names of photos and documents.
  public var attachments: [String]
}
