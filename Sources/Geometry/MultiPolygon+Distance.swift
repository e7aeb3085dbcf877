extension MultiPolygon {
  /// The distance of a position from the geometry in the plane of the coordinates: 0 inside, infinite for one without parts.
  ///
  /// - Complexity: O(vertices).
  public func distance(to position: Coordinate) -> Double {
    guard !contains(position) else { return 0 }
    var squared = Double.infinity
    for polygon in polygons {
      for ring in polygon.rings {
        var last = ring.coordinates.last
        for next in ring.coordinates {
          guard let start = last else { continue }
          squared = min(squared, Self.squaredDistance(position, start, next))
          last = next
        }
      }
    }
    return squared.squareRoot()
  }

  private static func squaredDistance(
    _ point: Coordinate, _ start: Coordinate, _ end: Coordinate
  ) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    let share = length > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / length : 0
    let along = max(0, min(1, share))
    let (x, y) = (point.x - start.x - along * dx, point.y - start.y - along * dy)
    return x * x + y * y
  }
}
