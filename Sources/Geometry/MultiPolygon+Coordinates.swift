extension MultiPolygon {
  /// The same rings with every position replaced.
  public func mapCoordinates(_ change: (Coordinate) -> Coordinate) -> MultiPolygon {
    mapRings { LinearRing($0.coordinates.map(change)) }
  }

  /// The same polygons with every ring replaced.
  func mapRings<Failure>(
    _ change: (LinearRing) throws(Failure) -> LinearRing
  ) throws(Failure) -> MultiPolygon {
    var result: [Polygon] = []
    result.reserveCapacity(polygons.count)
    for polygon in polygons {
      var holes: [LinearRing] = []
      for hole in polygon.holes { holes.append(try change(hole)) }
      result.append(Polygon(exterior: try change(polygon.exterior), holes: holes))
    }
    return MultiPolygon(result)
  }

  /// The number of positions of all rings, the closing ones included.
  public var coordinateCount: Int {
    polygons.reduce(0) { sum, polygon in
      sum + polygon.exterior.coordinates.count
        + polygon.holes.reduce(0) { $0 + $1.coordinates.count }
    }
  }
}

extension LinearRing {
  /// Twice the signed area in the plane; positive where the ring runs counter-clockwise.
  ///
  /// Only its sign is of use: areas are `EllipsoidalArea`'s.
  var doubledSignedArea: Double {
    guard let origin = coordinates.first else { return 0 }
    var sum = 0.0
    for index in coordinates.indices.dropLast() {
      let a = coordinates[index]
      let b = coordinates[index + 1]
      // Relative to the first position, so that large eastings do not cost digits.
      sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return sum
  }

  /// The ring in the wanted direction, starting at the same position.
  func oriented(counterClockwise: Bool) -> LinearRing {
    (doubledSignedArea > 0) == counterClockwise ? self : LinearRing(coordinates.reversed())
  }
}

extension MultiPolygon {
  /// The same area with exteriors counter-clockwise and holes clockwise, as RFC 7946 and the OGC demand.
  public func oriented() -> MultiPolygon {
    MultiPolygon(
      polygons.map { polygon in
        Polygon(
          exterior: polygon.exterior.oriented(counterClockwise: true),
          holes: polygon.holes.map { $0.oriented(counterClockwise: false) })
      })
  }
}
