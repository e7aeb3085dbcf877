import Imagery

/// What is normal for a pixel in one twelfth of the year, and from where an observation is an anomaly.
///
/// Stored units, rounded to 0.005 so that the state can keep each in about a byte without changing a result.
struct SeasonLimits: BitwiseCopyable, Hashable, Sendable {
  /// The median NDVI.
  var vegetation: Int16
  /// NDVI below this is a loss.
  var vegetationFloor: Int16
  /// The median soil index.
  var soil: Int16
  /// A soil index above this is a rise.
  var soilCeiling: Int16
  /// The median brightness.
  var brightness: Int16
  /// Brightness above this is a rise.
  var brightnessCeiling: Int16

  /// What limits are multiples of, towards negative infinity: 0.005.
  static let step = 50

  /// Nothing is known: no observation is an anomaly.
  static let unknown = SeasonLimits(
    vegetation: IndexValue.noData, vegetationFloor: IndexValue.noData, soil: IndexValue.noData,
    soilCeiling: .max, brightness: IndexValue.noData, brightnessCeiling: .max)
}
