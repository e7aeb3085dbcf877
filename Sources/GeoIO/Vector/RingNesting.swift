import Geometry

/// Sorts rings without roles into outer rings and holes by which contains which.
enum RingNesting {
  /// The polygons that the rings form: a ring inside an odd number of others is a hole of the smallest
  /// ring around it, every other ring is an outer ring.
  ///
  /// - Complexity: Quadratic in the number of rings; texts have few rings per parcel.
  static func assemble(_ rings: [LinearRing]) -> MultiPolygon {
    guard rings.count > 1 else { return MultiPolygon(rings.map { Polygon(exterior: $0) }) }
    var containers = [[Int]](repeating: [], count: rings.count)
    for inner in rings.indices {
      for outer in rings.indices where outer != inner {
        if contains(rings[outer], rings[inner]) { containers[inner].append(outer) }
      }
    }
    var polygons: [Polygon] = []
    var polygonOfRing: [Int: Int] = [:]
    for ring in rings.indices where containers[ring].count.isMultiple(of: 2) {
      polygonOfRing[ring] = polygons.count
      polygons.append(Polygon(exterior: rings[ring]))
    }
    for ring in rings.indices where !containers[ring].count.isMultiple(of: 2) {
      // The container nested deepest is the smallest.
      guard
        let parent = containers[ring].max(by: { containers[$0].count < containers[$1].count }),
        let polygon = polygonOfRing[parent]
      else {
        // Rings that cross give no clean nesting; validation of the result refuses them.
        polygons.append(Polygon(exterior: rings[ring]))
        continue
      }
      polygons[polygon].holes.append(rings[ring])
    }
    return MultiPolygon(polygons)
  }

  /// Whether `inner` lies within `outer`, by its first position that is not on the outline of `outer`.
  private static func contains(_ outer: LinearRing, _ inner: LinearRing) -> Bool {
    for coordinate in inner.coordinates {
      if let inside = contains(outer, coordinate) { return inside }
    }
    // Every corner touches the outline: the middle of an edge decides.
    for (start, end) in zip(inner.coordinates, inner.coordinates.dropFirst()) {
      let middle = Coordinate(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
      if let inside = contains(outer, middle) { return inside }
    }
    return false
  }

  /// Even-odd test; `nil` for a position on the outline.
  private static func contains(_ ring: LinearRing, _ point: Coordinate) -> Bool? {
    var inside = false
    for (start, end) in zip(ring.coordinates, ring.coordinates.dropFirst()) {
      let cross =
        (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
      if cross == 0, min(start.x, end.x) <= point.x, point.x <= max(start.x, end.x),
        min(start.y, end.y) <= point.y, point.y <= max(start.y, end.y)
      {
        return nil
      }
      guard (start.y > point.y) != (end.y > point.y) else { continue }
      if (cross > 0) == (end.y > start.y) { inside.toggle() }
    }
    return inside
  }
}
