public import Supervision

/// A clue as readers see it: the derived clue, and what the journal says of it.
public struct ClueRow: Sendable {
  /// The clue.
  public var clue: MonitoredClue
  /// The number it has among people; nil before it was confirmed.
  public var publicNumber: String?
  /// How far people have come with it.
  public var handlingState: HandlingState
}
