/// One thing that happened to a clue between two runs, before the journal numbers and dates it.
public struct ClueChange: Hashable, Sendable {
  /// The clue it happened to.
  public var key: ClueKey
  /// What happened.
  public var event: ClueEvent
  /// The other clue: the former key (`rekeyed`), the one that went over (`merged`), the origin of a part (`new`).
  public var other: ClueKey?
  /// The state before.
  public var from: DetectionState?
  /// The state after.
  public var to: DetectionState?
  /// The area now, in square metres.
  public var squareMetres: Double?
  /// The area that was last published.
  public var previousSquareMetres: Double?

  /// Creates a change.
  public init(
    key: ClueKey, event: ClueEvent, other: ClueKey? = nil, from: DetectionState? = nil,
    to: DetectionState? = nil, squareMetres: Double? = nil, previousSquareMetres: Double? = nil
  ) {
    self.key = key
    self.event = event
    self.other = other
    self.from = from
    self.to = to
    self.squareMetres = squareMetres
    self.previousSquareMetres = previousSquareMetres
  }
}
