extension MultiPolygon {
  /// Whether a position lies inside: an even-odd rule over all rings (Franklin's crossing test).
  ///
  /// A position on an edge belongs to one of the two sides; use it for positions that lie well inside or outside.
  ///
  /// - Complexity: O(positions) after a look at the envelopes.
  public func contains(_ position: Coordinate) -> Bool {
    polygons.contains { polygon in
      guard polygon.envelope.contains(position) else { return false }
      return polygon.rings.reduce(false) { $0 != $1.crosses(rayFrom: position) }
    }
  }
}

extension LinearRing {
  /// Whether a ray to the east of the position crosses the ring an odd number of times.
  fileprivate func crosses(rayFrom position: Coordinate) -> Bool {
    var isInside = false
    for index in coordinates.indices.dropLast() {
      let (a, b) = (coordinates[index], coordinates[index + 1])
      guard (a.y > position.y) != (b.y > position.y) else { continue }
      if position.x < (b.x - a.x) * (position.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
    }
    return isInside
  }
}
