/// The trend of cover since the start.
public struct CoverTrend: Hashable, Sendable {
  /// The Theil-Sen slope: cover (0 to 1) per year.
  public var slopePerYear: Double
  /// The Mann-Kendall test.
  public var test: MannKendall
  /// Whether months of different years are compared (fewer than four seasons) instead of seasons.
  public var isMonthly: Bool
}
