public import Diagnostics
public import Imagery

extension Scene {
  /// Throws where the scene lacks a band that the work needs.
  ///
  /// - Parameters:
  ///   - roles: The roles that are needed.
  ///   - library: The profiles, so that the message can name the sensor's band.
  /// - Throws: `.missingBand` naming role and band, `.missingQuality` for the quality layer.
  public func require(
    _ roles: some Sequence<BandRole>, library: SensorProfileLibrary? = nil
  ) throws(TiankanError) {
    for role in Set(roles).sorted() {
      if role == .quality {
        guard quality == nil else { continue }
        throw TiankanError(.missingQuality, "the scene has no quality layer", subject: name)
      }
      guard bands[role] == nil else { continue }
      let profile = try? library?.profile(named: self.profile)
      let names = profile?.bandNames(for: role) ?? []
      let own: String
      if profile == nil {
        own = "band \(role.rawValue)"
      } else if names.isEmpty {
        own = "band \(role.rawValue), which \(self.profile) never has"
      } else {
        own = "band \(role.rawValue) (\(names.joined(separator: " or ")) of \(self.profile))"
      }
      let present = bands.keys.sorted().map(\.rawValue).joined(separator: ", ")
      throw TiankanError(
        .missingBand,
        "the scene lacks the \(own); it has \(present); fetch the band or choose another index",
        subject: name)
    }
  }
}
