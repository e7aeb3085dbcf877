import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

/// What holds for any series.
struct ConstructionPropertyTests {
  /// Random series of all kinds: what comes is drawn, not modelled.
  private func looks(_ random: inout SeededGenerator, dates: Int, pixels: Int) -> [[Look?]] {
    let kinds: [Look?] = [.forest, .forest, .crop, .field, .site, .film, .flood, .cloud, nil]
    var current = (0..<pixels).map { _ in 0 }
    return (0..<dates).map { _ in
      (0..<pixels).map { pixel in
        if Int.random(in: 0..<4, using: &random) == 0 {
          current[pixel] = Int.random(in: 0..<kinds.count, using: &random)
        }
        var look = kinds[current[pixel]]
        look?.ndvi += Double.random(in: -0.1...0.1, using: &random)
        look?.brightness += Double.random(in: 0...0.03, using: &random)
        return look
      }
    }
  }

  private func block(
    _ looks: [[Look?]], dates: [SeriesDate], pixels: Range<Int>
  ) -> SeriesBlock {
    var date = 0
    return PixelSeriesFactory.block(dates: dates, width: pixels.count) { _, pixel in
      defer { if pixel == pixels.count - 1 { date += 1 } }
      return looks[date][pixels.lowerBound + pixel]
    }
  }

  @Test func `the cut of blocks does not matter`() {
    var random = SeededGenerator(seed: 11)
    let dates = PixelSeriesFactory.dates(years: 5, step: 9)
    let drawn = looks(&random, dates: dates.count, pixels: 97)
    let detector = ConstructionDetector()
    let whole = detector.examine(block(drawn, dates: dates, pixels: 0..<97))
    var statuses: Set<UInt8> = []
    for cut in [0..<1, 1..<40, 40..<97] {
      let part = detector.examine(block(drawn, dates: dates, pixels: cut))
      for pixel in cut {
        #expect(PixelFinding(whole, pixel) == PixelFinding(part, pixel - cut.lowerBound))
        statuses.insert(whole.status[pixel])
      }
    }
    #expect(statuses.count >= 3)
  }

  @Test func `a workspace and a result can be used again`() {
    var random = SeededGenerator(seed: 12)
    let detector = ConstructionDetector()
    var workspace = ConstructionWorkspace()
    var result = ConstructionBlock(width: 1, height: 1)
    for years in [5, 3, 6] {
      let dates = PixelSeriesFactory.dates(years: years, step: 11)
      let series = block(
        looks(&random, dates: dates.count, pixels: 33), dates: dates, pixels: 0..<33)
      detector.examine(series, into: &result, workspace: &workspace)
      let fresh = detector.examine(series)
      for pixel in 0..<33 {
        #expect(PixelFinding(result, pixel) == PixelFinding(fresh, pixel))
      }
    }
  }

  @Test func `the order of the observations of one day does not matter`() {
    var random = SeededGenerator(seed: 13)
    let days = PixelSeriesFactory.dates(years: 5, step: 10)
    let dates = days.flatMap { [$0, $0, $0] }
    let drawn = looks(&random, dates: dates.count, pixels: 40)
    var permuted: [[Look?]] = []
    for day in days.indices {
      permuted += drawn[3 * day..<3 * day + 3].shuffled(using: &random)
    }
    let detector = ConstructionDetector()
    let first = detector.examine(block(drawn, dates: dates, pixels: 0..<40))
    let second = detector.examine(block(permuted, dates: dates, pixels: 0..<40))
    for pixel in 0..<40 {
      #expect(PixelFinding(first, pixel) == PixelFinding(second, pixel))
    }
  }

  @Test func `later dates never change an earlier first date of what was confirmed`() {
    var random = SeededGenerator(seed: 14)
    let dates = PixelSeriesFactory.dates(years: 6, step: 9)
    let drawn = looks(&random, dates: dates.count, pixels: 60)
    let cut = 200
    let detector = ConstructionDetector()
    let early = detector.examine(
      block(Array(drawn[..<cut]), dates: Array(dates[..<cut]), pixels: 0..<60))
    let late = detector.examine(block(drawn, dates: dates, pixels: 0..<60))
    for pixel in 0..<60 where early.status[pixel] == ConstructionStatus.confirmed {
      let days = (early.day(of: .first)[pixel], late.day(of: .first)[pixel])
      #expect(days.0 <= days.1)
    }
  }
}
