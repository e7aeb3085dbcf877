import Imagery

/// An index over the pixels of a land unit on one date: mean, median and quartiles, each in the stored form of `IndexValue`.
///
/// Pixels weigh by the exact share of theirs that lies in the unit. `noData` where no pixel has the index.
public struct IndexSummary: Hashable, Sendable {
  /// The weighted mean, rounded half to even.
  public var mean: Int16
  /// The weighted median.
  public var median: Int16
  /// The weighted 25 % quantile.
  public var lowerQuartile: Int16
  /// The weighted 75 % quantile.
  public var upperQuartile: Int16

  /// Creates a summary.
  public init(mean: Int16, median: Int16, lowerQuartile: Int16, upperQuartile: Int16) {
    self.mean = mean
    self.median = median
    self.lowerQuartile = lowerQuartile
    self.upperQuartile = upperQuartile
  }

  /// No pixel has the index, or the sensor lacks one of its bands.
  public static let noData = IndexSummary(
    mean: IndexValue.noData, median: IndexValue.noData, lowerQuartile: IndexValue.noData,
    upperQuartile: IndexValue.noData)

  /// Whether there is a value.
  public var hasData: Bool { mean != IndexValue.noData }
}
