public import Imagery

/// A row of the table `scene`: which scene a result rests on, and how its numbers were read.
public struct SceneRecord: Hashable, Sendable {
  /// The part the scene plays in the run: `before`, `after`.
  public var part: String
  /// The name under which the user gave it.
  public var name: String
  /// The acquisition.
  public var acquisition: AcquisitionID
  /// The product version.
  public var version: ProductVersion
  /// The sensor profile.
  public var profile: String
  /// From digital number to reflectance per role, as `red: (DN - 1000) × 0.0001`.
  public var scaling: String
  /// The quality layer, or that there is none.
  public var quality: String
  /// The share of the compared grid with a usable pixel, 0 to 1.
  public var usableShare: Double

  /// Describes a scene's part in a run.
  public init(_ scene: Scene, part: String, roles: [BandRole], usableShare: Double) {
    self.part = part
    name = scene.name
    acquisition = scene.acquisition
    version = scene.version
    profile = scene.profile
    scaling = roles.map { role in
      let scaling = scene.scaling(of: role)
      let sign = scaling.offset < 0 ? "−" : "+"
      return "\(role.rawValue): (DN \(sign) \(abs(scaling.offset))) × \(scaling.unit)"
    }.joined(separator: "; ")
    quality = scene.quality?.source.name ?? "none"
    self.usableShare = usableShare
  }
}
