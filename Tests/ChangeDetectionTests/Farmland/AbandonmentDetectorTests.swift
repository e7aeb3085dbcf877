import ChangeDetection
import Foundation
import Imagery
import TestSupport
import Testing

struct AbandonmentDetectorTests {
  private let detector = AbandonmentDetector()

  private func verdicts(_ finding: FarmlandFinding) -> [CropYearVerdict] {
    finding.years.filter { $0.verdict != .pending }.map(\.verdict)
  }

  @Test(
    arguments: [ParcelShape.doubleRice, .rapeAndRice, .singleMaize], [0.0, 0.3, 0.5] as [Double])
  func `cropped land is never idle, with its number of crops`(
    shape: ParcelShape, cloud: Double
  ) throws {
    for seed in 1...10 {
      let maker = ParcelMaker(cloud: cloud, seed: UInt64(seed))
      let finding = detector.examine(maker.parcel([shape, shape, shape]))
      #expect(finding.years.allSatisfy { !$0.verdict.isIdle }, "seed \(seed)")
      #expect(finding.episodes.isEmpty)
      if cloud < 0.4 {
        #expect(verdicts(finding) == [.cultivated, .cultivated, .cultivated], "seed \(seed)")
        let crops = shape == .singleMaize ? 1 : 2
        // The first crop year begins after its late crop has been cut, so all later ones are complete.
        #expect(finding.years[1].cycles.count == crops, "seed \(seed)")
        #expect(finding.years[1].usualCycles == crops, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [ParcelShape.weeds, .bareLand, .sparseWeeds])
  func `two idle crop years after crops are a candidate with both dates`(
    shape: ParcelShape
  ) throws {
    for seed in 1...10 {
      let maker = ParcelMaker(seed: UInt64(seed))
      let finding = detector.examine(
        maker.parcel([.doubleRice, .doubleRice, shape, shape]))
      #expect(finding.code == .candidate, "seed \(seed)")
      #expect(finding.state == .confirmed)
      let episode = try #require(finding.episodes.first)
      #expect(episode.idleYears == [ParcelMaker.year(2), ParcelMaker.year(3)])
      #expect(finding.confirmedDate == CalendarDate("2022-10-31"))
      // The first idle crop year starts on 2020-10-01; the last crop of the crop year before is cut in that month,
      // and its end on a curve of cloudy dates lags by up to two weeks.
      let first = try #require(finding.firstDate)
      let start = try #require(CalendarDate("2020-10-01"))
      #expect((0...45).contains(first.dayNumber - start.dayNumber), "\(first) seed \(seed)")
    }
  }

  @Test func `weeds and bare land are told apart`() {
    let weeds = detector.examine(ParcelMaker().parcel([.singleMaize, .weeds, .weeds]))
    #expect(verdicts(weeds).suffix(2) == [.idleWeedy, .idleWeedy])
    let bare = detector.examine(ParcelMaker().parcel([.singleMaize, .bareLand, .bareLand]))
    #expect(verdicts(bare).suffix(2) == [.idleBare, .idleBare])
  }

  @Test func `one idle crop year is watched only`() {
    let finding = detector.examine(ParcelMaker().parcel([.doubleRice, .weeds]))
    #expect(finding.code == .watch)
    #expect(finding.state == .first)
    #expect(finding.confirmedDate == nil)
  }

  @Test func `five idle crop years are long`() {
    let finding = detector.examine(
      ParcelMaker().parcel([.doubleRice] + Array(repeating: .weeds, count: 5)))
    #expect(finding.code == .longTerm)
    #expect(finding.episodes.first?.consecutiveYears == 5)
  }

  @Test func `a full crop year of crops ends an abandonment, and the next one is plain cropping`() {
    let shapes: [ParcelShape] = [.doubleRice, .weeds, .weeds, .doubleRice]
    let finding = detector.examine(ParcelMaker().parcel(shapes))
    #expect(finding.code == .recultivated)
    #expect(finding.state == .ended)
    #expect(finding.endedDate == CalendarDate("2021-10-01"))
    let later = detector.examine(ParcelMaker().parcel(shapes + [.doubleRice]))
    #expect(later.code == .cultivated)
    #expect(later.episodes.map(\.state) == [.ended])
  }

  @Test func `a lost season is seasonal idleness, not abandonment`() {
    let finding = detector.examine(
      ParcelMaker().parcel([.doubleRice, .doubleRice, .doubleRice, .singleMaize]))
    #expect(finding.code == .seasonalIdle)
    #expect(finding.years.last { $0.verdict == .cultivated }?.lostSeasons == 1)
    #expect(finding.episodes.isEmpty)
  }

  @Test(arguments: Array(stride(from: 20, through: 395, by: 25)))
  func `during a crop year nothing is idle yet`(day: Int) {
    let until = ParcelMaker.year(1).firstDay.dayNumber + day
    let finding = detector.examine(
      ParcelMaker().parcel([.doubleRice, .weeds], untilDay: until))
    let running = finding.years.first { $0.year == ParcelMaker.year(1) }
    #expect(running?.verdict == .pending)
    #expect(finding.episodes.isEmpty)
  }

  @Test func `a crop that is cut shows before its crop year is over`() {
    let until = ParcelMaker.year(1).firstDay.dayNumber + 318
    let finding = detector.examine(
      ParcelMaker(cloud: 0).parcel([.doubleRice, .doubleRice], untilDay: until))
    #expect(finding.years.last?.verdict == .pending)
    #expect(finding.years.last?.cultivationSeen == true)
  }

  @Test func `too few pixels and other land classes are results of their own`() {
    var parcel = ParcelMaker().parcel([.weeds, .weeds])
    parcel.landClass = "0201"
    #expect(detector.examine(parcel).code == .notCropland)
    parcel.landClass = ""
    #expect(detector.examine(parcel).code == .candidate)
    parcel.series.purePixels = 3
    let finding = detector.examine(parcel)
    #expect(finding.code == .tooSmall)
    #expect(finding.tests.first?.name == "pure_pixels")
    #expect(finding.tests.first?.isMet == false)
  }

  @Test func `too few clear dates are undecidable, never idle`() {
    for seed in 1...20 {
      let maker = ParcelMaker(cloud: 0.9, seed: UInt64(seed))
      let finding = detector.examine(maker.parcel([.weeds, .weeds, .weeds]))
      for year in finding.years where year.verdict != .pending {
        let dates = year.tests.first { $0.name == "clear_dates" }
        #expect(dates?.value == Double(year.clearDates))
        if year.clearDates < 12 { #expect(year.verdict == .undecidable) }
      }
    }
  }

  @Test func `an all-cloud crop year between idle ones neither breaks nor confirms`() throws {
    let maker = ParcelMaker(cloudyYears: [2])
    let finding = detector.examine(
      maker.parcel([.doubleRice, .weeds, .weeds, .weeds]))
    #expect(verdicts(finding) == [.cultivated, .idleWeedy, .undecidable, .idleWeedy])
    #expect(finding.code == .watch)
    #expect(finding.state == .provisional)
    let episode = try #require(finding.episodes.first)
    #expect(episode.idleYears == [ParcelMaker.year(1), ParcelMaker.year(3)])
    #expect(episode.suspendedYears == [ParcelMaker.year(2)])
    let longer = detector.examine(
      maker.parcel([.doubleRice, .weeds, .weeds, .weeds, .weeds]))
    #expect(longer.code == .candidate)
    #expect(longer.firstDate.map { $0 < ParcelMaker.year(2).firstDay } == true)
  }

  @Test(arguments: FarmlandExemption.Kind.allCases)
  func `an exempt crop year does not count`(kind: FarmlandExemption.Kind) throws {
    let exemption = FarmlandExemption(
      kind: kind, first: try #require(CalendarDate("2020-01-01")),
      last: try #require(CalendarDate("2020-12-31")), source: "approval 7")
    let finding = detector.examine(
      ParcelMaker().parcel(
        [.doubleRice, .weeds, .weeds], exemptions: [exemption]))
    // The calendar year 2020 covers 274 days of 2019/20 and 92 of 2020/21: enough for construction and flood in both.
    #expect(finding.years[1].verdict == .exempt)
    #expect(finding.years[1].observed == .idleWeedy)
    #expect(finding.years[1].exemption?.source == "approval 7")
    #expect(finding.years[2].verdict == (kind == .fallow ? .idleWeedy : .exempt))
    #expect(finding.code == (kind == .fallow ? .watch : .exempt))
  }

  @Test func `a sensor without short-wave infrared decides and says so`() {
    var parcel = ParcelMaker().parcel([.doubleRice, .singleMaize, .weeds, .weeds])
    for index in parcel.series.observations.indices {
      parcel.series.observations[index].bsi = .noData
      parcel.series.observations[index].ndmi = .noData
      parcel.series.observations[index].mndwi = .noData
    }
    let finding = detector.examine(parcel)
    #expect(finding.code == .candidate)
    #expect(finding.years.allSatisfy { $0.form == .visible })
    #expect(finding.years.allSatisfy { $0.tests.allSatisfy { $0.name != "moisture" } })
  }

  @Test func `every crop year carries its tests with numbers, thresholds and period`() throws {
    let finding = detector.examine(ParcelMaker().parcel([.doubleRice, .weeds]))
    for year in finding.years where year.verdict != .pending {
      let names = year.tests.map(\.name)
      for name in [
        "clear_dates", "clear_dates_winter", "clear_dates_early", "clear_dates_late", "peak_ndvi",
        "rise_ndvi", "fall_ndvi", "cycle_days", "crop_cycles", "bare_after_green_fall",
        "flooding_margin", "harvest_drop", "water_date_share", "amplitude_ndvi",
      ] {
        #expect(names.contains(name), "\(name)")
      }
      #expect(year.tests.allSatisfy { $0.period == "\(year.year)" })
      #expect(year.platforms == [PlatformCount(platform: "sentinel-2a", dates: year.clearDates)])
    }
    let harvest = try #require(finding.years[0].tests.first { $0.name == "harvest_drop" })
    #expect(harvest.isMet == true && harvest.date != nil)
  }

  @Test func `neighbours and own history are told as z scores`() throws {
    var parcel = ParcelMaker().parcel(Array(repeating: .doubleRice, count: 5) + [.bareLand])
    parcel.neighbours = [
      NeighbourGreenness(
        year: ParcelMaker.year(5), mean: 0.45, standardDeviation: 0.05, parcels: 30)
    ]
    let finding = detector.examine(parcel)
    let year = try #require(finding.years.first { $0.year == ParcelMaker.year(5) })
    let mean = try #require(year.meanNDVI)
    let neighbours = try #require(year.tests.first { $0.name == "neighbours_z" })
    #expect(neighbours.value == (mean - 0.45) / 0.05)
    #expect(neighbours.isMet == false)
    #expect(year.tests.first { $0.name == "history_z" }?.isMet == false)
  }

  @Test func `the parameters survive a rules file`() throws {
    var parameters = AbandonmentParameters()
    parameters.calendar.start = try #require(MonthDay("09-15"))
    parameters.cultivation.dormantSeason = GrowingWindow(
      name: "frost", first: try #require(MonthDay("12-01")), last: try #require(MonthDay("02-28")))
    let data = try JSONEncoder().encode(parameters)
    #expect(try JSONDecoder().decode(AbandonmentParameters.self, from: data) == parameters)
  }
}
