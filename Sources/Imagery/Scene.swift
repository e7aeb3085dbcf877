/// One acquisition on one grid: its bands by role, its quality layer, and when it was taken.
///
/// A scene is a description; reading it is the business of `GeoIO`.
public struct Scene: Sendable {
  /// A quality layer and the meaning of its numbers.
  public struct Quality: Hashable, Sendable {
    /// Where the layer is stored.
    public var source: BandSource
    /// What its numbers mean.
    public var rule: QualityRule

    /// Creates a quality layer.
    public init(source: BandSource, rule: QualityRule) {
      self.source = source
      self.rule = rule
    }
  }

  /// The name under which a user gave it: a path or a STAC item.
  public var name: String
  /// Which acquisition it is.
  public var acquisition: AcquisitionID
  /// Which processing of it.
  public var version: ProductVersion
  /// The name of the sensor profile that recognised it.
  public var profile: String
  /// The bands by role; never `.quality`.
  public var bands: [BandRole: BandSource]
  /// The quality layer; `nil` where the sensor has none or the user declined it.
  public var quality: Quality?
  /// Whether the numbers are surface or top-of-atmosphere reflectance that two dates can be compared by; relative
  /// digital numbers (8-bit quick looks, uncalibrated Gaofen) are not.
  public var isCalibrated: Bool
  /// What a reader of the results should know: "no quality layer", "the file name has only a processing time".
  public var notices: [String]

  /// Creates a scene.
  public init(
    name: String, acquisition: AcquisitionID, version: ProductVersion, profile: String,
    bands: [BandRole: BandSource], quality: Quality?, isCalibrated: Bool, notices: [String] = []
  ) {
    self.name = name
    self.acquisition = acquisition
    self.version = version
    self.profile = profile
    self.bands = bands
    self.quality = quality
    self.isCalibrated = isCalibrated
    self.notices = notices
  }

  /// The grid of the finest band among the given roles; among equals the first by role.
  public func grid(for roles: some Sequence<BandRole>) -> Grid? {
    roles.sorted().compactMap { bands[$0]?.grid }
      .min { $0.pixelWidth * $0.pixelHeight < $1.pixelWidth * $1.pixelHeight }
  }
}
