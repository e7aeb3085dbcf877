import ChangeDetection
import Imagery
import TestSupport

/// Series with stated values, for tests of the rules.
struct SeriesFactory {
  /// A day that exists.
  static func day(_ year: Int, _ month: Int, _ day: Int = 1) -> CalendarDate {
    CalendarDate(year: year, month: month, day: day) ?? CalendarDate(dayNumber: 0)
  }

  static func summary(_ value: Double) -> IndexSummary {
    let stored = IndexValue.stored(scaled: value * 10_000)
    return IndexSummary(
      mean: stored, median: stored, lowerQuartile: stored, upperQuartile: stored)
  }

  /// An observation whose bare share, NDVI, NBR and BSI follow from its cover.
  static func observation(
    _ date: CalendarDate, cover: Double, bare: Double? = nil, platform: String = "sentinel-2a",
    clear: Double = 1, hasSWIR: Bool = true, scene: Int = 0
  ) -> UnitObservation {
    var result = UnitObservation(
      date: date, scene: scene, platform: platform, clearShare: Int16(clear * 10_000))
    let bare = bare ?? max(0, min(1, 1 - 2 * cover))
    result.cover = summary(cover)
    result.ndvi = summary(0.05 + 0.81 * cover)
    result.redness = summary(0.1 - 0.2 * cover)
    result.brightness = summary(0.2 - 0.1 * cover)
    if hasSWIR {
      result.nbr = summary(-0.1 + 0.8 * cover)
      result.bsi = summary(0.25 - 0.4 * cover)
    }
    let share = Int16((bare * 10_000).rounded())
    result.bareShare = share
    result.waterShare = 0
    result.coverClasses[0] = share
    result.coverClasses[4] = 10_000 - share
    return result
  }

  /// Observations every ten days of the given months, with noise; `cover` gives the growing-season cover of a year.
  static func series(
    _ years: ClosedRange<Int>, months: ClosedRange<Int> = 1...12, noise: Double = 0.01,
    seed: UInt64 = 1, cover: (Int) -> Double
  ) -> UnitSeries {
    var generator = SeededGenerator(seed: seed)
    var observations: [UnitObservation] = []
    for year in years {
      for month in months {
        for day in [5, 15, 25] {
          let scatter = Double.random(in: -noise...noise, using: &generator)
          // Winter shows two thirds of the summer's cover.
          let season = (6...9).contains(month) ? 1.0 : 0.67
          observations.append(
            observation(
              Self.day(year, month, day), cover: max(0, cover(year) * season + scatter),
              scene: observations.count))
        }
      }
    }
    return UnitSeries(unit: "mine-1", purePixels: 400, observations: observations)
  }
}
