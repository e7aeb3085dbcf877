import ChangeDetection
import Diagnostics
import Imagery

extension Scene {
  /// The bands that some indices read.
  ///
  /// - Throws: `.missingBand` naming what an index lacks; `.unknownScaling` where an index needs reflectance and the scene has none.
  func roles(for indices: [SpectralIndex]) throws(TiankanError) -> [BandRole] {
    var found: Set<BandRole> = []
    for index in indices {
      for role in index.requiredRoles where bands[role] == nil {
        throw TiankanError(
          .missingBand,
          "\(index.rawValue) needs the band \(role.rawValue); the scene has "
            + roles.sorted().map(\.rawValue).joined(separator: ", "), subject: name)
      }
      if index.needsReflectance, !isCalibrated {
        throw TiankanError(
          .unknownScaling,
          "\(index.rawValue) has constants in reflectance, but the scene's numbers are relative; state their scale in "
            + "a sidecar, or choose an index that is a ratio", subject: name)
      }
      found.formUnion(index.requiredRoles)
    }
    return found.sorted()
  }
}
