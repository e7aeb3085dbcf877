import ChangeDetection
import Imagery
import TestSupport
import Testing

struct AbandonmentPropertyTests {
  private let detector = AbandonmentDetector()

  @Test(arguments: [0, 1, 2, 3, 5, 12, 40, 150, 500])
  func `any number of observations gives a finding whose idle years have passed the gate`(
    count: Int
  ) {
    var generator = SeededGenerator(seed: UInt64(count) + 1)
    for shape in ParcelShape.allCases {
      let maker = ParcelMaker(interval: 4, cloud: 0, seed: UInt64(count) + 3)
      var parcel = maker.parcel(Array(repeating: shape, count: 6))
      parcel.series.observations.shuffle(using: &generator)
      parcel.series.observations.removeLast(
        max(0, parcel.series.observations.count - count))
      let finding = detector.examine(parcel)
      for year in finding.years where year.observed.isIdle {
        #expect(year.clearDates >= 12)
        #expect(
          year.tests.filter { $0.name.hasPrefix("clear_dates") }.allSatisfy { $0.isMet == true })
      }
      if count < 24 {
        #expect(
          finding.code == .undecidable || finding.code == .pending || finding.confirmedDate == nil)
      }
    }
  }

  @Test func `the order of observations and a second look on the same day change nothing`() {
    var generator = SeededGenerator(seed: 5)
    for shape in ParcelShape.allCases {
      let parcel = ParcelMaker(missedCloud: 0.05).parcel([.doubleRice, shape, shape])
      let reference = detector.examine(parcel)
      var shuffled = parcel
      shuffled.series.observations.shuffle(using: &generator)
      #expect(detector.examine(shuffled) == reference)
      var doubled = parcel
      for observation in parcel.series.observations {
        // A second tile that sees a part of the parcel only, with other numbers.
        var second = observation
        second.clearShare = 6_000
        second.scene += 10_000
        second.ndvi.median = 9_000
        doubled.series.observations.append(second)
      }
      #expect(detector.examine(doubled) == reference)
    }
  }

  @Test func `clouds that the mask missed leave crops and weeds as they are`() {
    var outliers = 0
    for seed in 1...20 {
      let maker = ParcelMaker(cloud: 0.2, missedCloud: 0.06, seed: UInt64(seed))
      let crops = detector.examine(maker.parcel([.doubleRice, .doubleRice, .doubleRice]))
      #expect(crops.years.allSatisfy { !$0.verdict.isIdle }, "seed \(seed)")
      let weeds = detector.examine(maker.parcel([.doubleRice, .weeds, .weeds]))
      #expect(weeds.code != .cultivated && weeds.code != .recultivated, "seed \(seed)")
      outliers += crops.outliers.count + weeds.outliers.count
    }
    #expect(outliers > 0)
  }

  @Test(arguments: ["01-01", "03-01", "06-15", "10-01", "12-31"])
  func `cropping is found whatever the start of the crop year`(start: String) throws {
    var parameters = AbandonmentParameters()
    parameters.calendar.start = try #require(MonthDay(start))
    let detector = AbandonmentDetector(parameters: parameters)
    for seed in 1...5 {
      let maker = ParcelMaker(seed: UInt64(seed))
      let crops = detector.examine(maker.parcel(Array(repeating: .doubleRice, count: 5)))
      #expect(crops.years.allSatisfy { !$0.verdict.isIdle }, "seed \(seed)")
      #expect(crops.years.contains { $0.verdict == .cultivated })
      let weeds = detector.examine(maker.parcel(Array(repeating: .weeds, count: 5)))
      #expect(weeds.code.isAbandonment && weeds.state == .confirmed, "seed \(seed)")
    }
  }

  @Test func `nothing inside a gap counts, and a gap in which a crop could hide is no idleness`() {
    for gap in [50, 80, 120, 200] {
      var parcel = ParcelMaker(cloud: 0).parcel([.doubleRice, .weeds, .weeds])
      let first = ParcelMaker.year(2).firstDay.dayNumber + 190
      parcel.series.observations.removeAll {
        (first..<(first + gap)).contains($0.date.dayNumber)
      }
      let finding = detector.examine(parcel)
      let year = finding.years.first { $0.year == ParcelMaker.year(2) }
      #expect(year?.verdict == (gap <= 70 ? .idleWeedy : .undecidable), "\(gap) days")
    }
  }

  @Test func `observations after the last watched day have no influence`() {
    let parcel = ParcelMaker().parcel([.doubleRice, .weeds, .weeds, .doubleRice])
    var early = parcel
    early.until = ParcelMaker.year(2).lastDay
    var cut = early
    cut.series.observations.removeAll { $0.date > early.until }
    #expect(detector.examine(early) == detector.examine(cut))
  }

  @Test func `two sensors mixed are named with their dates`() {
    var parcel = ParcelMaker().parcel([.doubleRice, .doubleRice])
    for index in parcel.series.observations.indices where index % 3 == 0 {
      parcel.series.observations[index].platform = "landsat-8"
    }
    let finding = detector.examine(parcel)
    for year in finding.years where year.verdict != .pending {
      #expect(year.platforms.map(\.platform) == ["landsat-8", "sentinel-2a"])
      #expect(year.platforms.map(\.dates).reduce(0, +) == year.clearDates)
    }
  }
}
