public import Supervision

/// A row of the table `event`: what happened to a clue, in the order of `serial`. Journal.
public struct EventRow: Hashable, Sendable {
  /// The number of the event, from 1, without gaps.
  public var serial: Int
  /// The run that recorded it; 0 where a person did.
  public var run: Int
  /// The generation it belongs to.
  public var generation: Int
  /// When it was recorded, UTC, ISO 8601.
  public var time: String
  /// The key of the clue, as text.
  public var clue: String
  /// What happened.
  public var kind: ClueEvent
  /// The other clue: the former key (`rekeyed`, `merged`), what a part was split from (`new`).
  public var otherClue: String?
  /// The state before.
  public var fromState: DetectionState?
  /// The state after.
  public var toState: DetectionState?
  /// The area after, in square metres.
  public var squareMetres: Double?
  /// The area that was last published.
  public var previousSquareMetres: Double?
  /// The number that was given.
  public var publicNumber: String?
  /// The handling state that people set.
  public var handlingState: HandlingState?
  /// Further detail as JSON.
  public var detail: String
}
