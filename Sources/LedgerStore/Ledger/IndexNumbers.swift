/// An index over a land unit on one date, in the stored form of `IndexValue`; −32768 where there is none.
public struct IndexNumbers: Hashable, Sendable {
  /// The weighted mean.
  public var mean: Int16
  /// The weighted median.
  public var median: Int16
  /// The weighted 25 % quantile.
  public var lowerQuartile: Int16
  /// The weighted 75 % quantile.
  public var upperQuartile: Int16

  /// Creates the numbers.
  public init(mean: Int16, median: Int16, lowerQuartile: Int16, upperQuartile: Int16) {
    self.mean = mean
    self.median = median
    self.lowerQuartile = lowerQuartile
    self.upperQuartile = upperQuartile
  }

  /// No pixel has the index.
  public static let noData = IndexNumbers(
    mean: .min, median: .min, lowerQuartile: .min, upperQuartile: .min)

  /// Whether there is a value.
  public var hasData: Bool { mean != .min }
}
