public import Imagery

/// A row of the table `scene`: an acquisition that a run met, and how its numbers were read. Derived.
public struct SceneRow: Hashable, Sendable {
  /// What became of a scene.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case accepted
    /// A higher version of the same acquisition took its place.
    case superseded
    case refused
  }

  /// The acquisition; its description names it in other tables.
  public var acquisition: AcquisitionID
  /// The product version.
  public var version: ProductVersion
  /// The sensor profile.
  public var profile: String
  /// From digital number to reflectance, as text.
  public var scaling = ""
  /// The quality layer, or that there is none.
  public var quality = ""
  /// Shares of the monitored pixels in ten-thousandths; nil where not counted.
  public var usableShare: Int16?
  /// The share under cloud.
  public var cloudShare: Int16?
  /// The share under cloud shadow.
  public var shadowShare: Int16?
  /// The share without data.
  public var noDataShare: Int16?
  /// Whether the scene was taken.
  public var status: Status
  /// Why it was not; empty where it was.
  public var reason = ""
  /// SHA-256 of the content; empty where not computed.
  public var contentHash = ""
  /// The path relative to the catalog or the ledger; never one of the machine.
  public var path: String

  /// Creates a row; what is not a parameter starts empty.
  public init(
    acquisition: AcquisitionID, version: ProductVersion, profile: String,
    status: Status = .accepted, path: String
  ) {
    self.acquisition = acquisition
    self.version = version
    self.profile = profile
    self.status = status
    self.path = path
  }
}
