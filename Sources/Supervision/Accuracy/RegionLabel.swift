/// One labelled unit of a calibration: the region it lies in, and whether the change was found there on the ground.
public struct RegionLabel: Hashable, Sendable {
  /// The region: a county, a township, a scene. Units of one region resemble each other.
  public var region: String
  /// Whether the change is there.
  public var isPresent: Bool

  /// Creates a label.
  public init(region: String, isPresent: Bool) {
    self.region = region
    self.isPresent = isPresent
  }
}
