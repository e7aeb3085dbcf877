/// Polygons that together are one thing: a land unit, a clue.
public struct MultiPolygon: Hashable, Sendable {
  /// The parts.
  public var polygons: [Polygon]

  /// Creates a multipolygon.
  public init(_ polygons: [Polygon]) { self.polygons = polygons }

  /// Whether there is no part.
  public var isEmpty: Bool { polygons.isEmpty }
}
