/// What a band measures, independent of the sensor's own band names.
///
/// Formulas and detectors ask for roles; sensor profiles say which band plays which role.
public enum BandRole: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
  case coastal, blue, green, yellow, red
  /// The red edge near 705 nm, 740 nm and 783 nm.
  case rededge, rededge2, rededge3
  /// The broad near infrared (Sentinel-2 B08, Landsat OLI B5) and the narrow one (Sentinel-2 B8A).
  case nir, nirNarrow = "nir-narrow"
  case waterVapour = "water-vapour", cirrus
  /// Short-wave infrared near 1.6 µm and 2.2 µm.
  case swir1, swir2
  case panchromatic
  /// Radar backscatter.
  case vv, vh
  /// The quality layer: classes or bit flags, never reflectance.
  case quality

  /// The order of declaration, which is the order of wavelengths.
  public static func < (left: BandRole, right: BandRole) -> Bool {
    guard let first = allCases.firstIndex(of: left), let second = allCases.firstIndex(of: right)
    else { return false }
    return first < second
  }
}
