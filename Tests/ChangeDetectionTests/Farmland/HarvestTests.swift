import Foundation
import Imagery
import Testing

@testable import ChangeDetection

/// Falls of NDVI on lines through known points: every expected number follows by hand from the rates.
@Suite struct HarvestTests {
  /// NDVI on every `step`-th day along straight lines between points.
  private func series(_ points: [(day: Int, ndvi: Double)], step: Int = 5) -> [UnitObservation] {
    var result: [UnitObservation] = []
    for day in stride(from: points[0].day, through: points[points.count - 1].day, by: step) {
      let next = points.firstIndex { $0.day >= day } ?? 0
      let (from, to) = (points[max(0, next - 1)], points[next])
      let share = to.day > from.day ? Double(day - from.day) / Double(to.day - from.day) : 0
      let stored = IndexValue.stored(
        scaled: (from.ndvi + share * (to.ndvi - from.ndvi)) * IndexValue.scale)
      var seen = UnitObservation(
        date: CalendarDate(dayNumber: 20_000 + day), scene: day, platform: "a",
        clearShare: 10_000)
      seen.ndvi = IndexSummary(
        mean: stored, median: stored, lowerQuartile: stored, upperQuartile: stored)
      result.append(seen)
    }
    return result
  }

  private func evidence(_ all: [UnitObservation]) throws -> CultivationEvidence {
    let first = try #require(all.first)
    let last = try #require(all.last)
    return CultivationEvidence(
      dates: all[...], own: first.date...last.date, in: all, parameters: .init())
  }

  private func harvest(_ all: [UnitObservation]) throws -> CultivationEvidence.Event? {
    try evidence(all).harvest
  }

  @Test func `a crop that is cut between two dates falls by all that it lost`() throws {
    let event = try #require(
      try harvest(series([(0, 0.7), (60, 0.7), (65, 0.3), (120, 0.3)])))
    #expect(event.isMet)
    #expect(abs(event.value - 0.4) < 1e-9)
    #expect(event.date.dayNumber == 20_065)
  }

  @Test func `a crop that ripens before it is cut is not less of a harvest`() throws {
    // 0.01 a day for 30 days, then 0.2 at once; nothing is lost after.
    let event = try #require(
      try harvest(series([(0, 0.8), (40, 0.8), (70, 0.5), (75, 0.3), (130, 0.3)])))
    #expect(event.isMet)
    #expect(event.value >= 0.4)
  }

  @Test func `weeds that wither for months are no harvest`() throws {
    // A wave of a year from low to low: it falls by 2 · 0.4 · sin(π · 30 / 365) = 0.204 in the 30 days around its middle, and by
    // 0.178 in the 30 days before and after.
    let wave = stride(from: 0, through: 365, by: 5).map { day in
      (day: day, ndvi: 0.45 - 0.4 * cos(2 * Double.pi * Double(day) / 365))
    }
    #expect(try #require(try harvest(series(wave))).value < 0.12)
    // Withering that is fastest in the middle: 0.19 in 30 days, less 0.06.
    let slow = try #require(
      try harvest(
        series([(0, 0.72), (60, 0.72), (90, 0.66), (120, 0.47), (150, 0.40), (230, 0.40)])))
    #expect(!slow.isMet)
    #expect(abs(slow.value - 0.13) < 1e-9)
  }

  @Test func `one low date is no harvest`() throws {
    var dates = series([(0, 0.7), (100, 0.7)])
    dates[10].ndvi = IndexSummary(
      mean: 1000, median: 1000, lowerQuartile: 1000, upperQuartile: 1000)
    #expect(try harvest(dates)?.isMet != true)
  }

  @Test func `what is not seen before and after does not make a harvest smaller`() throws {
    // Three dates: nothing tells how fast it fell besides.
    let dates = series([(0, 0.7), (25, 0.4), (50, 0.4)], step: 25)
    let event = try #require(try harvest(dates))
    #expect(event.isMet)
    #expect(abs(event.value - 0.3) < 1e-9)
  }

  @Test func `a fall that clouds hid is no harvest, but may have been one`() throws {
    // As seen of single rice in a simulated township: 0.72 to 0.42 while nothing was seen for 45 days.
    var dates = series([(0, 0.72), (60, 0.72), (100, 0.42), (160, 0.42)])
    dates.removeAll { (20_061...20_104).contains($0.date.dayNumber) }
    let seen = try evidence(dates)
    #expect(seen.harvest?.isMet != true)
    let hidden = try #require(seen.hiddenHarvest)
    #expect(hidden.isMet)
    #expect(abs(hidden.value - 0.3) < 1e-9)
    #expect(hidden.date.dayNumber == 20_105)
    // The same fall within sight is a harvest only.
    let inSight = series([(0, 0.72), (60, 0.72), (65, 0.42), (160, 0.42)])
    #expect(try evidence(inSight).hiddenHarvest == nil)
  }

  @Test func `withering that goes on before and after a gap hides no harvest`() throws {
    // 0.004 a day from day 60 to day 180: 0.16 in the 40 days without sight, all of it natural.
    var dates = series([(0, 0.75), (60, 0.75), (180, 0.27), (240, 0.27)])
    dates.removeAll { (20_101...20_139).contains($0.date.dayNumber) }
    let hidden = try evidence(dates).hiddenHarvest
    #expect(abs(hidden?.value ?? 0) < 0.02)
  }
}
