public import Imagery
public import Supervision

/// What a person says about a clue, and the handling state that follows. Journal.
public struct Verdict: Hashable, Sendable {
  /// The clue.
  public var clue: ClueKey
  /// When it was given, UTC, ISO 8601.
  public var time: String
  /// Who gave it.
  public var person: String
  /// In which role, such as `county`.
  public var role: String
  /// The state of handling from now on.
  public var handlingState: HandlingState
  /// In the person's words.
  public var remark: String
  /// Names of photos and documents.
  public var attachments: [String]

  /// What a field check found; nil where the verdict is about something else.
  public var result: FieldResult?
  /// The day of the field check; nil where none is stated.
  public var checked: CalendarDate?
  /// The batch that it answers, and the clue's public number in it; nil outside batches.
  public var answer: BatchAnswer?

  /// Creates a verdict.
  public init(
    clue: ClueKey, time: String, person: String, role: String, handlingState: HandlingState,
    remark: String, attachments: [String] = []
  ) {
    self.clue = clue
    self.time = time
    self.person = person
    self.role = role
    self.handlingState = handlingState
    self.remark = remark
    self.attachments = attachments
  }

  /// Which line of which batch a verdict answers.
  public struct BatchAnswer: Hashable, Sendable {
    /// The batch.
    public var batch: BatchNumber
    /// The clue's public number.
    public var number: String

    /// Creates an answer.
    public init(batch: BatchNumber, number: String) {
      self.batch = batch
      self.number = number
    }
  }
}
