import Foundation
import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

/// Series with planted events; expected dates follow from the dates of the series and the documented rules.
struct ConstructionDetectorTests {
  private func finding(
    years: Int = 5, step: Int = 12, cropland: UInt8? = 0, _ look: (CalendarDate) -> Look?
  ) -> PixelFinding {
    let block = PixelSeriesFactory.block(
      dates: PixelSeriesFactory.dates(years: years, step: step), cropland: cropland
    ) { date, _ in look(date) }
    return PixelFinding(ConstructionDetector().examine(block))
  }

  private let start = PixelSeriesFactory.date("2024-06-01")

  @Test func `a clearing in a forest that stays bare is confirmed with its dates`() {
    let found = finding { $0.dayNumber < start ? .forest : .site }
    #expect(found.status == ConstructionStatus.confirmed)
    let days = PixelSeriesFactory.dates(years: 5).map(\.day).filter { Int($0) >= start }
    // First on the first clear day, provisional on the second; confirmed once 30 days bare: the fourth.
    #expect(found.days[0] == days[0])
    #expect(found.days[1] == days[1])
    #expect(found.days[2] == days[3])
    #expect(found.days[3] == days.last)
    #expect(found.days[4] == 0)
    #expect(found.measures[0] == 7500 && found.measures[1] == 5800 && found.measures[2] == 1200)
  }

  @Test func `forest, fields, water and what was built before are no construction`() {
    for look in [Look.forest, .site, .flood] {
      #expect(finding { _ in look }.status == ConstructionStatus.none)
    }
    #expect(finding(cropland: 1, PixelSeriesFactory.farmed).status == ConstructionStatus.none)
    #expect(finding(cropland: nil, PixelSeriesFactory.farmed).status == ConstructionStatus.none)
  }

  @Test func `a works on cropland is confirmed by ground brighter than the field's own`() {
    for cover: UInt8? in [1, 2, nil] {
      let found = finding(cropland: cover) {
        $0.dayNumber < start ? PixelSeriesFactory.farmed($0) : .site
      }
      #expect(found.status == ConstructionStatus.confirmed)
      #expect(Int(found.days[0]) - start < 12)
    }
  }

  @Test(arguments: ["fallow", "season left out", "film", "flood", "harvest"])
  func `what fields go through is not confirmed`(confuser: String) {
    let found = finding(cropland: 1) { date in
      let elapsed = date.dayNumber - start
      guard elapsed >= 0 else { return PixelSeriesFactory.farmed(date) }
      return switch confuser {
      case "fallow": .field
      case "season left out": elapsed < 330 ? .field : PixelSeriesFactory.farmed(date)
      case "film": elapsed < 60 ? .film : PixelSeriesFactory.farmed(date)
      case "flood": elapsed < 60 ? .flood : PixelSeriesFactory.farmed(date)
      default: elapsed < 45 ? .field : PixelSeriesFactory.farmed(date)
      }
    }
    #expect(found.status < ConstructionStatus.confirmed)
  }

  @Test func `one bright date long before works does not date them`() {
    let spike = PixelSeriesFactory.date("2024-02-01")
    let found = finding(cropland: 1) {
      if $0.dayNumber >= start { return .site }
      return ($0.dayNumber..<$0.dayNumber + 12).contains(spike + 11)
        ? .film : PixelSeriesFactory.farmed($0)
    }
    #expect(found.status == ConstructionStatus.confirmed)
    #expect((0..<12).contains(Int(found.days[0]) - start))
  }

  @Test func `ground that stays brighter than its own, but never than its brightest, is confirmed`()
  {
    // One film date in each spring of the baseline (0.11) hides a shift from 0.08 to 0.10 from a test of the brightest.
    func usual(_ date: CalendarDate) -> Look {
      var look = PixelSeriesFactory.farmed(date)
      if date.parts.month == 3, date.parts.day < 13 { look.brightness = 0.11 }
      return look
    }
    for (brightness, status) in [
      (0.10, ConstructionStatus.confirmed), (0.08, ConstructionStatus.none),
    ] {
      let found = finding(cropland: 1) { date in
        var look = usual(date)
        guard date.dayNumber >= start + 150 else { return look }
        look = .field
        look.brightness = brightness
        return look
      }
      if status == ConstructionStatus.confirmed {
        #expect(found.status == status)
      } else {
        #expect(found.status < ConstructionStatus.confirmed)
      }
    }
  }

  @Test func `remnants of cloud and shadow are not confirmed`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<50 {
      let found = finding(step: 5) { date in
        let chance = Int.random(in: 0..<10, using: &random)
        if chance == 0 { return .cloud }
        if chance == 1 { return Look(ndvi: 0.3, soil: -0.1, brightness: 0.01) }
        return chance < 4 ? nil : .forest
      }
      #expect(found.status < ConstructionStatus.confirmed)
    }
  }

  @Test func `a confirmed event ends when vegetation is back for good`() {
    let back = PixelSeriesFactory.date("2024-10-01")
    let found = finding {
      $0.dayNumber < start || $0.dayNumber >= back ? .forest : .site
    }
    #expect(found.status == ConstructionStatus.ended)
    let first = PixelSeriesFactory.dates(years: 5).map(\.day).first { Int($0) >= back }
    #expect(found.days[4] == first)
  }

  @Test func `an open event keeps its baseline over a rollover`() {
    // Two hits in December; those of January are held against the same forest, not against a year with a clearing.
    let late = PixelSeriesFactory.date("2023-12-05")
    let found = finding { $0.dayNumber < late ? .forest : .site }
    #expect(found.status == ConstructionStatus.confirmed)
    #expect(Int(found.days[0]) - late < 12)
    #expect(found.measures[0] == 7500)
  }

  @Test func `too few dates are undecidable, and no clear one is no data`() {
    #expect(finding { _ in nil }.status == ConstructionStatus.noData)
    for years in [1, 2] {
      let found = finding(years: years, step: 200) { _ in .site }
      #expect(found.status == ConstructionStatus.undecidable)
    }
    // Cropland asks for two crop years of archive before it is monitored.
    #expect(finding(years: 2, cropland: 1) { _ in .crop }.status == ConstructionStatus.undecidable)
    #expect(finding(years: 2, cropland: 0) { _ in .forest }.status == ConstructionStatus.none)
  }

  @Test func `a year under cloud changes nothing but the history`() {
    let found = finding {
      if $0.parts.year == 2022 { return nil }
      return $0.dayNumber < start ? .forest : .site
    }
    #expect(found.status == ConstructionStatus.confirmed)
    #expect(Int(found.days[0]) - start < 12)
  }

  @Test(arguments: [2, 3, 7, 50, 140, 500])
  func `any number of dates runs`(count: Int) {
    let dates = (0..<count).map { position in
      SeriesDate(CalendarDate(dayNumber: 16_436 + position * 1826 / count))
    }
    let block = PixelSeriesFactory.block(dates: dates, width: 3) { date, pixel in
      date.dayNumber < 17_900 || pixel == 0 ? .forest : .site
    }
    let result = ConstructionDetector().examine(block)
    if count >= 50 {
      #expect(result.status[0] == ConstructionStatus.none)
      #expect(result.status[1] == ConstructionStatus.confirmed)
    } else if count < 12 {
      #expect(result.status[1] == ConstructionStatus.undecidable)
    }
  }

  @Test func `without short-wave infrared brightness stands in, and the rule set says so`() {
    let dates = PixelSeriesFactory.dates(years: 5)
    let block = PixelSeriesFactory.block(dates: dates, cropland: 0) { date, _ in
      var look = date.dayNumber < start ? Look.forest : .site
      look.soil = nil
      return look
    }
    let detector = ConstructionDetector()
    #expect(detector.ruleSet(for: block) == "construction-4 (SWIR-free)")
    let found = PixelFinding(detector.examine(block))
    #expect(found.status == ConstructionStatus.confirmed)
    #expect(found.measures[1] == IndexValue.noData)
  }

  @Test func `parameters survive their file form`() throws {
    var parameters = ConstructionParameters()
    parameters.guardSpan = 90
    parameters.riseAllowance = 0.35
    parameters.rolloverMonth = 7
    let file = try JSONEncoder().encode(parameters)
    let read = try JSONDecoder().decode(ConstructionParameters.self, from: file)
    #expect(read == parameters)
    #expect(read != ConstructionParameters())
    let keys = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
    #expect(keys.count == Mirror(reflecting: parameters).children.count)
  }
}
