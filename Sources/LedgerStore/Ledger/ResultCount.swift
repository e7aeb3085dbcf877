/// How many land units of a tile are in a state in a period.
public struct ResultCount: Hashable, Sendable {
  /// The tile.
  public var tile: String
  /// The code of the kind of clue.
  public var kind: String
  /// The period.
  public var period: String
  /// The code of the state.
  public var state: String
  /// How many.
  public var count: Int
}
