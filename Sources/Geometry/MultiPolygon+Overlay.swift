public import Diagnostics

// Overlay in the plane of the coordinates, by GEOS (OverlayNG). Results hold polygons only: where two geometries merely
// touch, there is none. Every call has a context of its own, so calls from several threads do not disturb each other.
extension MultiPolygon {
  /// Whether the geometry is valid by OGC Simple Features: rings do not cross, holes lie inside, parts do not overlap.
  ///
  /// - Throws: `.invalidGeometry` for rings that are no rings (fewer than four positions, no numbers).
  public func isValid() throws(TiankanError) -> Bool {
    try checkNumbers()
    return try GEOSShape(self, in: GEOSContext()).defect() == nil
  }

  /// The area common to both; both in the same CRS.
  ///
  /// - Throws: `.invalidGeometry` where an input is invalid and cannot be overlaid.
  public func intersection(_ other: MultiPolygon) throws(TiankanError) -> MultiPolygon {
    try overlay(other) { a, b throws(TiankanError) in try a.intersection(b) }
  }

  /// The area of this geometry outside another; both in the same CRS.
  ///
  /// - Throws: `.invalidGeometry` where an input is invalid and cannot be overlaid.
  public func difference(_ other: MultiPolygon) throws(TiankanError) -> MultiPolygon {
    try overlay(other) { a, b throws(TiankanError) in try a.difference(b) }
  }

  /// The area of all geometries together; overlaps once, common edges dissolved.
  ///
  /// - Throws: `.invalidGeometry` where an input is invalid and cannot be overlaid.
  public static func union(_ geometries: [MultiPolygon]) throws(TiankanError) -> MultiPolygon {
    let all = MultiPolygon(geometries.flatMap(\.polygons))
    try all.checkNumbers()
    return try GEOSShape(all, in: GEOSContext()).unaryUnion().multiPolygon()
  }

  /// A position that surely lies inside, also in a crescent: the middle of the widest stretch at middle height.
  ///
  /// - Throws: `.empty` for a geometry without parts.
  public func pointOnSurface() throws(TiankanError) -> Coordinate {
    try shapeWithParts().pointOnSurface().position()
  }

  /// The centre of gravity in the plane; may lie outside.
  ///
  /// - Throws: `.empty` for a geometry without parts.
  public func centroid() throws(TiankanError) -> Coordinate {
    try shapeWithParts().centroid().position()
  }

  private func shapeWithParts() throws(TiankanError) -> GEOSShape {
    guard !isEmpty else {
      throw TiankanError(.empty, "a geometry without parts has no inner point; leave it out")
    }
    try checkNumbers()
    return try GEOSShape(self, in: GEOSContext())
  }

  private func overlay(
    _ other: MultiPolygon,
    _ operation: (borrowing GEOSShape, borrowing GEOSShape) throws(TiankanError) -> GEOSShape
  ) throws(TiankanError) -> MultiPolygon {
    try checkNumbers()
    try other.checkNumbers()
    let context = try GEOSContext()
    let first = try GEOSShape(self, in: context)
    let second = try GEOSShape(other, in: context)
    return try operation(first, second).multiPolygon()
  }

  /// GEOS does not look for coordinates that are no numbers.
  func checkNumbers() throws(TiankanError) {
    for polygon in polygons {
      for ring in polygon.rings {
        for position in ring.coordinates where !(position.x.isFinite && position.y.isFinite) {
          throw TiankanError(
            .invalidGeometry, "a coordinate is not a finite number; repair the data",
            subject: "\(position.x) \(position.y)")
        }
      }
    }
  }
}
