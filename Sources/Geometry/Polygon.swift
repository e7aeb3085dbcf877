/// A polygon: an exterior ring and the rings of its holes.
public struct Polygon: Hashable, Sendable {
  /// The outer ring.
  public var exterior: LinearRing
  /// The rings of the holes.
  public var holes: [LinearRing]

  /// Creates a polygon.
  public init(exterior: LinearRing, holes: [LinearRing] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The exterior and the holes.
  public var rings: [LinearRing] { [exterior] + holes }
}
