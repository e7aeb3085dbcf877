/// How the construction detector judges that vegetation is lost; soil, brightness and persistence are judged alike.
public enum ConstructionMethod: String, CaseIterable, Hashable, Sendable, Codable {
  /// NDVI is below the median or the minimum of the season in the years before.
  case baseline
  /// The moving average of what NDVI lacks to a yearly curve leaves its control limit (EWMACD).
  case ewma
  /// The sum of what NDVI lacks to a yearly curve leaves the boundary of chance; the curve is of the stable part of the years
  /// before.
  case cusum
  /// NDVI is far below a yearly curve with a trend several times in succession (CCDC).
  case ccdc
}

extension ConstructionParameters {
  /// The monitor of the method; nil for `baseline`. Numbers that make no sense are taken for the nearest that do.
  var monitor: SeriesMonitor? {
    // In index units of ten-thousandths.
    let least = max(1, min(10_000, leastDeviation * 10_000))
    switch method {
    case .baseline: return nil
    case .ewma:
      return SeriesMonitor(
        .movingAverage(
          memory: max(0.01, min(1, averageMemory)), limit: max(0, averageLimit),
          limitsOutliers: true),
        history: .screened(deviations: 5), leastDeviation: least)
    case .cusum:
      let significance = max(0.001, min(0.2, sumSignificance))
      return SeriesMonitor(
        .cumulativeSum(significance: significance),
        history: .reverseOrdered(significance: significance), leastDeviation: least)
    case .ccdc:
      return SeriesMonitor(
        .consecutive(deviations: max(0, runDeviations), observations: max(1, runObservations)),
        history: .stable(deviations: max(0, runDeviations), slopeDays: nil, isRobust: true),
        leastDeviation: least)
    }
  }

  /// The regressors of some dates: two harmonics, with a trend for `ccdc`; none for `baseline`.
  func design(of dates: [SeriesCalendar.Date]) -> SeriesDesign {
    SeriesDesign(
      days: method == .baseline ? [] : dates.map { Int($0.day) }, order: 2,
      hasTrend: method == .ccdc)
  }
}
