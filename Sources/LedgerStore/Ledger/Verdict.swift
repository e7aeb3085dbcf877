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
}
