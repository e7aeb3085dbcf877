/// A point to drive to, in the datums that maps and receivers use; longitude and easting first.
public struct ReportPosition: Codable, Hashable, Sendable {
  /// Longitude and latitude in degrees.
  public struct Degrees: Codable, Hashable, Sendable {
    /// Degrees east.
    public var longitude: Double
    /// Degrees north.
    public var latitude: Double

    /// Creates a position.
    public init(longitude: Double, latitude: Double) {
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  /// The position in the plane of the monitored grid.
  public struct Plane: Codable, Hashable, Sendable {
    /// The CRS, such as `EPSG:4549`.
    public var crs: String
    /// Easting (or longitude) in units of the CRS.
    public var x: Double
    /// Northing (or latitude) in units of the CRS.
    public var y: Double

    /// Creates a position.
    public init(crs: String, x: Double, y: Double) {
      self.crs = crs
      self.x = x
      self.y = y
    }
  }

  /// In CGCS2000 (EPSG:4490).
  public var cgcs2000: Degrees
  /// In WGS 84 (EPSG:4326), which satellite receivers show.
  public var wgs84: Degrees
  /// On the grid.
  public var grid: Plane

  /// Creates a position.
  public init(cgcs2000: Degrees, wgs84: Degrees, grid: Plane) {
    self.cgcs2000 = cgcs2000
    self.wgs84 = wgs84
    self.grid = grid
  }
}
