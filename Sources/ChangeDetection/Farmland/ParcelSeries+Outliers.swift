import Imagery

extension ParcelSeries {
  /// Leaves out single dates whose NDVI no neighbour in time confirms: cloud and shadow that the mask missed.
  ///
  /// A date is held against the line between the dates before and after it. Of dates that disagree side by side only the
  /// one furthest off is left out, then the rest is tested again: a second cloudy date then stands alone.
  mutating func removeOutliers(_ parameters: AbandonmentParameters.Preparation) {
    // Each round leaves out at least one date, and more than a few rounds would eat real events.
    for _ in 0..<4 {
      let deviations = dates.indices.map { deviation(at: $0, parameters) }
      var isOutlier = Array(repeating: false, count: dates.count)
      for index in dates.indices {
        guard let own = deviations[index] else { continue }
        let before = index > 0 ? deviations[index - 1].map { abs($0.deviation) } ?? 0 : 0
        let after =
          index + 1 < dates.count ? deviations[index + 1].map { abs($0.deviation) } ?? 0 : 0
        isOutlier[index] = abs(own.deviation) > before && abs(own.deviation) >= after
      }
      guard isOutlier.contains(true) else { break }
      for index in dates.indices where isOutlier[index] {
        guard let own = deviations[index] else { continue }
        outliers.append(
          SeriesOutlier(
            date: dates[index].date, scene: dates[index].scene, ndvi: dates[index].greenness,
            expected: own.expected))
      }
      dates = dates.indices.filter { !isOutlier[$0] }.map { dates[$0] }
    }
    outliers.sort { $0.date < $1.date }
  }

  /// How far a date lies off its neighbours; nil where it agrees or cannot be tested.
  private func deviation(
    at index: Int, _ parameters: AbandonmentParameters.Preparation
  ) -> (deviation: Double, expected: Double)? {
    guard index > 0, index + 1 < dates.count else { return nil }
    let before = dates[index - 1]
    let after = dates[index + 1]
    let span = after.date.dayNumber - before.date.dayNumber
    guard span <= parameters.spikeSpan else { return nil }
    let share =
      Double(dates[index].date.dayNumber - before.date.dayNumber) / Double(span)
    let value = dates[index].greenness
    let expected = before.greenness + share * (after.greenness - before.greenness)
    let lower = min(before.greenness, after.greenness)
    let upper = max(before.greenness, after.greenness)
    let isDown =
      value < lower - parameters.spikeMargin && expected >= parameters.spikeGreenness
    let isUp = value > upper + parameters.spikeMargin
    guard isDown || isUp, abs(value - expected) > parameters.spikeDeviation else { return nil }
    return (value - expected, expected)
  }
}
