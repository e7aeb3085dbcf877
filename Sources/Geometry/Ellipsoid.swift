/// The ellipsoid of revolution that a CRS takes for the earth.
public struct Ellipsoid: Hashable, Sendable {
  /// The semi-major axis a in metres.
  public var semiMajorAxis: Double
  /// The inverse flattening 1/f; 0 for a sphere.
  public var inverseFlattening: Double

  /// Creates an ellipsoid.
  public init(semiMajorAxis: Double, inverseFlattening: Double) {
    self.semiMajorAxis = semiMajorAxis
    self.inverseFlattening = inverseFlattening
  }
}

extension Ellipsoid {
  /// The flattening f.
  public var flattening: Double { inverseFlattening == 0 ? 0 : 1 / inverseFlattening }
  /// The semi-minor axis b in metres.
  public var semiMinorAxis: Double { semiMajorAxis * (1 - flattening) }
  /// The square of the first eccentricity, e².
  public var eccentricitySquared: Double { flattening * (2 - flattening) }

  /// The ellipsoid of CGCS2000 (国家大地坐标系), GB 22021-2008.
  public static let cgcs2000 = Ellipsoid(
    semiMajorAxis: 6_378_137, inverseFlattening: 298.257222101)
  /// The ellipsoid of WGS 84.
  public static let wgs84 = Ellipsoid(semiMajorAxis: 6_378_137, inverseFlattening: 298.257223563)
}
