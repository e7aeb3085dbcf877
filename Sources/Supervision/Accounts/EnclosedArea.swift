public import Diagnostics
public import Geometry

/// The area that a boundary encloses (围合范围): its outer rings with the holes filled.
///
/// The three lines do not overlap, so farmland "within" the growth boundary lies in a hole of it, and farmland that the red line
/// encloses (开天窗) in a hole of that. An island in a hole is within as well.
public struct EnclosedArea: Hashable, Sendable {
  /// The enclosed area.
  public let outline: MultiPolygon

  /// Fills the holes of a boundary.
  ///
  /// - Throws: `.invalidGeometry` where parts cannot be united.
  public init(of boundary: [MultiPolygon]) throws(TiankanError) {
    let rings = boundary.flatMap(\.polygons).map { Polygon(exterior: $0.exterior) }
    outline =
      rings.isEmpty ? MultiPolygon([]) : try MultiPolygon.union(rings.map { MultiPolygon([$0]) })
  }

  /// The share of an outline that lies within, by areas on the ellipsoid; 0 for an outline without area.
  public func share(
    of geometry: MultiPolygon, measure: borrowing EllipsoidalArea
  ) throws(TiankanError) -> Double {
    if outline.isEmpty || geometry.isEmpty { return 0 }
    let whole = try measure.squareMetres(of: geometry)
    guard whole > 0 else { return 0 }
    return min(1, try measure.squareMetres(of: geometry.localIntersection(outline)) / whole)
  }
}
