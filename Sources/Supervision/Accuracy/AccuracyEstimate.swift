/// An estimated share with its standard error and 95 % interval.
///
/// The interval is ± 1.96 standard errors within 0 and 1 (Olofsson et al. 2014, eq. 11). Where all units of a sample agree
/// the standard error is 0 and says nothing; there the open end is Wilson's: z²/(n + z²) away, n the units it rests on. So
/// no interval has zero width.
public struct AccuracyEstimate: Hashable, Sendable {
  /// The estimate.
  public let value: Double
  /// Its standard error.
  public let standardError: Double
  /// The lower end of the 95 % interval.
  public let lower: Double
  /// The upper end of the 95 % interval.
  public let upper: Double

  /// - Parameter slack: How far the truth may be from the estimate where the standard error is 0.
  init(_ value: Double, standardError: Double, slack: Double) {
    self.value = value
    self.standardError = standardError
    let margin = standardError > 0 ? ProportionInterval.quantile * standardError : slack
    lower = max(0, value - margin)
    upper = min(1, value + margin)
  }

  /// The part of the truth that a sample of `count` units without exception may still miss, by Wilson's score.
  static func slack(_ count: Int) -> Double {
    let squared = ProportionInterval.quantile * ProportionInterval.quantile
    return squared / (Double(count) + squared)
  }
}
