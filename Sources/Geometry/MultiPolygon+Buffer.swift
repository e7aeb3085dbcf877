public import Diagnostics

extension MultiPolygon {
  /// The geometry grown outwards by a distance, or shrunk inwards by a negative one, in units of the coordinates.
  ///
  /// Round corners are approximated by 8 pieces per quarter of a circle, as GEOS and PostGIS do by default: at most 0.5 % of the distance
  /// too short. A geometry that is thinner than twice the distance vanishes: the result is empty.
  ///
  /// - Throws: `.invalidGeometry` where the geometry is invalid and GEOS cannot buffer it.
  public func buffered(by distance: Double) throws(TiankanError) -> MultiPolygon {
    precondition(distance.isFinite, "a buffer's distance is a number")
    guard !isEmpty else { return self }
    try checkNumbers()
    return try GEOSShape(self, in: GEOSContext()).buffer(distance, quadrantSegments: 8)
      .multiPolygon()
  }
}
