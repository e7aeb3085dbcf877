public import Supervision

/// Which clues are held against which events.
public struct ObjectRequest: Sendable {
  /// The monitored area, for its ledger and its tiles.
  public var configuration: Configuration
  /// The events: a layer of polygons.
  public var events: String
  /// Columns and values that an event must have to count; others only excuse a clue.
  public var conditions: [(column: String, value: String)]
  /// The column of the day of an event.
  public var dayColumn: String
  /// The kind of clue.
  public var kind: ClueKind
  /// The detection states that count.
  public var states: Set<DetectionState>
  /// The watched area: a layer of polygons; nil for the tiles.
  public var area: String?

  /// Creates a request.
  public init(
    configuration: Configuration, events: String, conditions: [(column: String, value: String)],
    dayColumn: String, kind: ClueKind, states: Set<DetectionState>, area: String?
  ) {
    self.configuration = configuration
    self.events = events
    self.conditions = conditions
    self.dayColumn = dayColumn
    self.kind = kind
    self.states = states
    self.area = area
  }
}
