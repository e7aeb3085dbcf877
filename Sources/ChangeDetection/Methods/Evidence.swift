/// A measured quantity that goes with a change and is averaged over its region.
///
/// Each is stored as `Int16` with −32768 for no data; `scale` says how many stored units make 1. Differences are after −
/// before as measured, without recentring on the scene.
public enum Evidence: String, CaseIterable, Hashable, Sendable, Codable {
  case ndviBefore = "ndvi_before"
  case ndviAfter = "ndvi_after"
  case ndviDifference = "ndvi_difference"
  case bsiDifference = "bsi_difference"
  case ndbiDifference = "ndbi_difference"
  /// The difference of fractional vegetation cover, 1 = full cover.
  case fvcDifference = "fvc_difference"
  /// The difference of the mean visible reflectance.
  case brightnessDifference = "brightness_difference"
  /// The mean of the visible bands' standardised differences, in robust standard deviations: what stands in for
  /// `brightnessDifference` where the numbers are not reflectance.
  case relativeBrightnessDifference = "relative_brightness_difference"
  /// The change-vector magnitude: the root mean square of the bands' standardised differences, in robust standard
  /// deviations.
  case magnitude
  /// How unlikely the numbers of both dates are together, in nats above the pair's median (method `surprise`).
  case surprise

  /// Stored units per 1.
  public var scale: Double {
    switch self {
    case .relativeBrightnessDifference, .magnitude, .surprise: 100
    default: 10_000
    }
  }
}
