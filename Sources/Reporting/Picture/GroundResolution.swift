/// The size of a pixel on the ground in metres, and where north is.
///
/// For a grid in metres of a conformal projection it differs from the pixel size by the scale factor; for a grid in
/// degrees it depends on the latitude.
public struct GroundResolution: Hashable, Sendable {
  /// Metres from the left to the right edge of a pixel.
  public var width: Double
  /// Metres from the upper to the lower edge of a pixel.
  public var height: Double
  /// The azimuth of the direction from the lower to the upper edge, in radians clockwise from north.
  ///
  /// Zero only where grid north is true north: far from the central meridian of a projection it is several degrees.
  public var upAzimuth: Double

  /// Creates a resolution; both sizes must be positive.
  public init(width: Double, height: Double, upAzimuth: Double = 0) {
    precondition(width > 0 && height > 0, "a pixel must have a size on the ground")
    self.width = width
    self.height = height
    self.upAzimuth = upAzimuth
  }
}
