/// How much of a clue lies in a land unit.
public struct ClueOverlap: Hashable, Sendable {
  /// The layer of the land unit.
  public var layer: String
  /// The land unit's identifier in its layer.
  public var unit: String
  /// The land unit's name; empty where it has none.
  public var name: String
  /// The ellipsoidal area of the common part in square metres.
  public var squareMetres: Double
  /// The common part as a share of the clue, 0 to 1.
  public var shareOfClue: Double
  /// The common part as a share of the land unit, 0 to 1.
  public var shareOfUnit: Double

  /// Creates an overlap.
  public init(
    layer: String, unit: String, name: String, squareMetres: Double, shareOfClue: Double,
    shareOfUnit: Double
  ) {
    self.layer = layer
    self.unit = unit
    self.name = name
    self.squareMetres = squareMetres
    self.shareOfClue = shareOfClue
    self.shareOfUnit = shareOfUnit
  }
}
