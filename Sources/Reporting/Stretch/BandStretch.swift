/// The values of one band that are shown as black and as full colour; between them the scale is linear.
public struct BandStretch: Hashable, Sendable {
  /// The reflectance shown as 0.
  public var lower: Float
  /// The reflectance shown as 255.
  public var upper: Float

  /// Creates a stretch.
  public init(lower: Float, upper: Float) {
    self.lower = lower
    self.upper = upper
  }

  /// The level from 0 to 255 of a value; a band without contrast is shown as mid-grey.
  @inline(__always)
  func level(_ value: Float) -> UInt32 {
    guard upper > lower else { return 127 }
    let scaled = ((value - lower) * (255 / (upper - lower))).rounded(.toNearestOrEven)
    return UInt32(min(max(scaled, 0), 255))
  }
}
