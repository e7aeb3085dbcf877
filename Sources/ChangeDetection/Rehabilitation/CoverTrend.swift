/// The trend of the deciding index since the start, without what moved the ring as well; of cover where months are compared.
public struct CoverTrend: Hashable, Sendable {
  /// The Theil-Sen slope: index per year.
  public var slopePerYear: Double
  /// The Mann-Kendall test.
  public var test: MannKendall
  /// Whether months of different years are compared (fewer than four seasons) instead of seasons.
  public var isMonthly: Bool
}
