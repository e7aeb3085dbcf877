public import Diagnostics
public import Imagery

/// The area of polygons on the ellipsoid (椭球面积), by the formula of China's national land surveys.
///
/// Technical rule of 国土调查办发〔2008〕32号: every edge and a reference meridian bound a trapezoid, whose area is a series in
/// the eccentricity; the areas of a ring's trapezoids add up to the ring's area. The formula takes an edge for
/// straight in longitude and latitude at its mean longitude, so edges are first cut into pieces of at most 100 m along
/// straight lines of the CRS the polygon is in. Projected coordinates are inverted to the geographic CRS under
/// them. The result agrees with the geodesic area of equally cut rings within 10⁻⁶.
///
/// Rings may run either way; holes are subtracted. Keep a value to measure many polygons: making one reads PROJ's
/// database. It is not `Sendable`.
///
/// - Complexity: O(positions + length / 100 m), summed in the order of the positions.
public struct EllipsoidalArea: ~Copyable {
  private let series: AuthalicSeries
  private let densification: Densification
  private let geographic: GeographicBase
  private let isProjected: Bool

  /// The longest piece of an edge in metres.
  static let longestPiece = 100.0

  /// Prepares to measure in a CRS.
  ///
  /// - Throws: `.unsuitableCRS` for Web Mercator, whose coordinates are not fit to measure with.
  public init(in crs: CoordinateReferenceSystem) throws(TiankanError) {
    if crs.isWebMercator {
      throw TiankanError(
        .unsuitableCRS,
        "areas are not measured in Web Mercator; give the data in CGCS2000, WGS 84 or UTM coordinates",
        subject: crs.description)
    }
    let ellipsoid = try crs.ellipsoid()
    let base = try crs.geographicBase()
    series = AuthalicSeries(ellipsoid)
    isProjected = crs.kind == .projected
    densification = Densification(
      longestPiece: Self.longestPiece, metresPerUnit: crs.projectedUnitInMetres,
      ellipsoid: ellipsoid)
    geographic = base
  }

  /// The area of a geometry in the CRS given at the start.
  ///
  /// - Throws: `.unsuitableCRS` for positions outside the CRS, `.invalidGeometry` for coordinates that are no numbers.
  public func squareMetres(of geometry: MultiPolygon) throws(TiankanError) -> Double {
    var sum = 0.0
    for polygon in geometry.polygons {
      var area = try squareMetres(inside: polygon.exterior)
      for hole in polygon.holes { area -= try squareMetres(inside: hole) }
      sum += area
    }
    return sum
  }

  /// Longitude and latitude of a position in the CRS given at the start, on the ellipsoid under it.
  ///
  /// - Throws: `.unsuitableCRS` for a position outside the CRS.
  public func longitudeLatitude(of position: Coordinate) throws(TiankanError) -> Coordinate {
    guard isProjected else { return position }
    var positions = [position]
    try geographic.transform.transform(&positions)
    return positions[0]
  }

  /// The area of a geometry in a CRS; for many geometries keep a value of this type instead.
  public static func squareMetres(
    of geometry: MultiPolygon, in crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> Double {
    try EllipsoidalArea(in: crs).squareMetres(of: geometry)
  }
}

extension EllipsoidalArea {
  private func squareMetres(inside ring: LinearRing) throws(TiankanError) -> Double {
    for position in ring.coordinates where !(position.x.isFinite && position.y.isFinite) {
      throw TiankanError(
        .invalidGeometry, "a coordinate is not a finite number; repair the data",
        subject: "\(position.x) \(position.y)")
    }
    var positions = densification.cut(ring)
    if isProjected {
      try geographic.transform.transform(&positions)
      unwrap(&positions)
    }
    return abs(series.signedArea(positions, radiansPerUnit: geographic.radiansPerUnit))
  }

  /// Makes longitudes continuous where a projected ring crosses the meridian at which they jump.
  private func unwrap(_ positions: inout [Coordinate]) {
    let circle = 2 * Double.pi / geographic.radiansPerUnit
    var turns = 0.0
    for index in positions.indices.dropFirst() {
      let step = positions[index].x + turns * circle - positions[index - 1].x
      if step > circle / 2 { turns -= 1 }
      if step < -circle / 2 { turns += 1 }
      positions[index].x += turns * circle
    }
  }
}
