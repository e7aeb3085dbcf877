import Imagery

// Whether cover rises.
extension RehabilitationHistory {
  /// The trend of cover from the start to a number of completed seasons; by months where there are too few seasons.
  func trend() -> CoverTrend? {
    let seasons = seasonsSinceStart
    return seasons.count >= parameters.minimumTrendSeasons ? trend(seasons) : monthlyTrend()
  }

  /// The trend over seasons.
  func trend(_ seasons: ArraySlice<SeasonComposite>) -> CoverTrend? {
    let values = seasons.map(\.cover)
    guard let line = TheilSen(times: seasons.map { Double($0.year) }, values: values) else {
      return nil
    }
    return CoverTrend(slopePerYear: line.slope, test: MannKendall(values), isMonthly: false)
  }

  /// The trend over the same months of different years: the median cover of each month since the start season.
  private func monthlyTrend() -> CoverTrend? {
    guard let startIndex else { return nil }
    let first = seasons[startIndex].dates.lowerBound
    var months: [Int: [Int: [Double]]] = [:]
    for observation in observations where observation.date >= first {
      let (year, month, _) = observation.date.parts
      months[month, default: [:]][year, default: []]
        .append(Double(observation.cover.mean) / IndexValue.scale)
    }
    let groups = months.sorted { $0.key < $1.key }.map { _, years in
      let sorted = years.sorted { $0.key < $1.key }
      return (
        times: sorted.map { Double($0.key) }, values: sorted.compactMap { Median.of($0.value) }
      )
    }
    guard let line = TheilSen(groups: groups) else { return nil }
    return CoverTrend(
      slopePerYear: line.slope, test: MannKendall(groups: groups.map(\.values)), isMonthly: true)
  }

  /// Whether a trend is proven growth.
  func isGrowth(_ trend: CoverTrend) -> Bool {
    trend.slopePerYear > 0 && trend.test.probability < parameters.trendProbability
  }

  /// The last date of the season with which the trend was first proven; nil where it never was.
  func growthSince() -> CalendarDate? {
    let seasons = seasonsSinceStart
    for end in seasons.indices where end - seasons.startIndex + 1 >= parameters.minimumTrendSeasons
    {
      if let trend = trend(seasons[...end]), isGrowth(trend) {
        return seasons[end].dates.upperBound
      }
    }
    return nil
  }
}
