/// How many clues of a tile are of a kind and in a state.
public struct ClueCount: Hashable, Sendable {
  /// The tile.
  public var tile: String
  /// The code of the kind.
  public var kind: String
  /// The code of the detection state.
  public var state: String
  /// How many.
  public var count: Int
  /// Their area together, in square metres.
  public var squareMetres: Double
}
