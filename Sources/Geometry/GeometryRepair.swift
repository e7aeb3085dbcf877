public import Diagnostics

/// Repairs invalid polygons where there is only one reading of what they mean.
public enum GeometryRepair {
  /// A valid geometry for a given one, and what was changed.
  ///
  /// A valid geometry is returned as it is. Of an invalid one, rings of fewer than three different positions
  /// are dropped first, for they enclose nothing. Then GEOS repairs it in two ways: *linework*, where every crossing of a line changes
  /// between inside and outside, and *structure*, where exteriors are united and holes subtracted. The repair is
  /// unambiguous if both give the same area within 10⁻⁹ of it. A self-crossing bow-tie, a spike and parts that share an edge
  /// are; so is a hole outside its exterior, which either way becomes a part of its own, as files that confuse the two
  /// mean it. An area wound around twice and parts that overlap are not, because the two ways differ by just
  /// the area in doubt. Only polygons are kept of the result.
  ///
  /// - Returns: the geometry, and nil or a sentence on what was wrong, where, and what became of it.
  /// - Throws: `.invalidGeometry` where the repair would be a guess, where nothing is left, and for coordinates that
  ///   are no numbers.
  public static func validated(
    _ geometry: MultiPolygon
  ) throws(TiankanError) -> (geometry: MultiPolygon, repair: String?) {
    try geometry.checkNumbers()
    if geometry.isSurelyValid { return (geometry, nil) }
    let (cleaned, dropped) = try withoutCollapsedRings(geometry)
    let context = try GEOSContext()
    let shape = try GEOSShape(cleaned, in: context)
    guard let defect = try shape.defect() else { return (cleaned, dropped) }

    let problem = sentence(defect)
    let linework = try shape.repaired(.linework)
    let structure = try shape.repaired(.structure)
    let area = try linework.planarArea()
    let otherArea = try structure.planarArea()
    guard abs(area - otherArea) <= 1e-9 * max(area, otherArea) else {
      throw TiankanError(
        .invalidGeometry,
        "\(problem); it can be read in two ways of different area (\(area) or \(otherArea) in squares of the coordinates' unit): correct it at its source"
      )
    }
    let repaired = try linework.multiPolygon()
    guard !repaired.isEmpty, area > 0 else {
      throw TiankanError(
        .invalidGeometry, "\(problem); nothing encloses an area: correct it at its source")
    }
    let parts = repaired.polygons.count == 1 ? "1 part" : "\(repaired.polygons.count) parts"
    let repair = "\(problem); repaired to \(parts)"
    return (repaired, dropped.map { "\($0); \(repair)" } ?? repair)
  }

  private static func sentence(_ defect: GEOSShape.Defect) -> String {
    let place = defect.location.map { " at \($0.x) \($0.y)" } ?? ""
    return defect.reason + place
  }

  private static func withoutCollapsedRings(
    _ geometry: MultiPolygon
  ) throws(TiankanError) -> (MultiPolygon, String?) {
    var polygons: [Polygon] = []
    var dropped = 0
    var place: Coordinate?
    for polygon in geometry.polygons {
      if encloses(polygon.exterior) {
        let holes = polygon.holes.filter(encloses)
        dropped += polygon.holes.count - holes.count
        place = place ?? polygon.holes.first { !encloses($0) }?.coordinates.first
        polygons.append(Polygon(exterior: polygon.exterior, holes: holes))
      } else if polygon.holes.contains(where: encloses) {
        throw TiankanError(
          .invalidGeometry,
          "a polygon has holes, but its exterior has fewer than three different positions: correct it at its source"
        )
      } else {
        dropped += 1
        place = place ?? polygon.exterior.coordinates.first
      }
    }
    guard dropped > 0 else { return (geometry, nil) }
    guard !polygons.isEmpty else {
      throw TiankanError(
        .invalidGeometry,
        "no ring has three different positions, so nothing encloses an area: correct it at its source"
      )
    }
    let location = place.map { " (first at \($0.x) \($0.y))" } ?? ""
    return (
      MultiPolygon(polygons),
      "\(dropped) ring(s) of fewer than three different positions dropped\(location)"
    )
  }

  private static func encloses(_ ring: LinearRing) -> Bool {
    guard ring.coordinates.count >= 4, let first = ring.coordinates.first,
      let second = ring.coordinates.first(where: { $0 != first })
    else { return false }
    return ring.coordinates.contains { $0 != first && $0 != second }
  }
}
