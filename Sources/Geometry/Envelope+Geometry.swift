extension Envelope {
  /// The smallest envelope that holds the positions.
  public init(of coordinates: [Coordinate]) {
    self = .empty
    for position in coordinates {
      minX = min(minX, position.x)
      minY = min(minY, position.y)
      maxX = max(maxX, position.x)
      maxY = max(maxY, position.y)
    }
  }
}

extension LinearRing {
  /// The smallest envelope that holds the ring.
  ///
  /// - Complexity: O(positions); nothing is cached.
  public var envelope: Envelope { Envelope(of: coordinates) }
}

extension Polygon {
  /// The smallest envelope that holds the polygon: that of its exterior.
  public var envelope: Envelope { exterior.envelope }
}

extension MultiPolygon {
  /// The smallest envelope that holds every part; `Envelope.empty` without parts.
  public var envelope: Envelope {
    polygons.reduce(Envelope.empty) { $0.union($1.envelope) }
  }
}
