/// What a clue and a land unit have in common.
public struct Overlap: Hashable, Sendable {
  /// The position of the land unit in its index.
  public var unit: Int
  /// The common area on the ellipsoid in square metres.
  public var squareMetres: Double
  /// The common area as a share of the clue, 0 to 1.
  public var shareOfClue: Double
  /// The common area as a share of the land unit's gross area, 0 to 1.
  public var shareOfUnit: Double

  /// Creates an overlap.
  public init(unit: Int, squareMetres: Double, shareOfClue: Double, shareOfUnit: Double) {
    self.unit = unit
    self.squareMetres = squareMetres
    self.shareOfClue = shareOfClue
    self.shareOfUnit = shareOfUnit
  }
}
