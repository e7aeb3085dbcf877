/// A position in the plane of a CRS: easting and northing, or longitude and latitude in degrees.
public struct Coordinate: Hashable, Sendable, BitwiseCopyable {
  /// Easting or longitude.
  public var x: Double
  /// Northing or latitude.
  public var y: Double

  /// Creates a position; easting first.
  @inlinable
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
