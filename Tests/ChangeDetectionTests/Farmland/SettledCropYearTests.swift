import ChangeDetection
import Imagery
import TestSupport
import Testing

struct SettledCropYearTests {
  private let detector = AbandonmentDetector()

  /// A finding without what is left out of settled crop years.
  private func rest(_ finding: FarmlandFinding, from open: CropYear) -> FarmlandFinding {
    var finding = finding
    finding.outliers.removeAll { $0.date < open.firstDay }
    for index in finding.years.indices where finding.years[index].year < open {
      finding.years[index].tests = []
      finding.years[index].humps = []
      finding.years[index].clearDates = 0
      finding.years[index].platforms = []
      finding.years[index].form = .vegetationOnly
      finding.years[index].exemption = nil
    }
    return finding
  }

  // What a night does at each of its possible days, against the examination of everything.
  @Test(arguments: 1...8)
  func `going on from settled crop years gives the finding of the whole series`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let shapes = (0..<7).map { _ in
        ParcelShape.allCases.randomElement(using: &generator) ?? .doubleRice
      }
      let maker = ParcelMaker(
        interval: 5 + Int(seed), cloud: 0.3, missedCloud: 0.04,
        seed: UInt64.random(in: 0...999, using: &generator))
      let parcel = maker.parcel(shapes)
      let last = parcel.until.dayNumber
      for _ in 0..<4 {
        let begin = CalendarDate(dayNumber: Int.random(in: last - 1200...last, using: &generator))
        let open = detector.parameters.firstOpenYear(on: begin)
        #expect(detector.parameters.settlingDate(of: open.previous) < begin)
        #expect(detector.parameters.settlingDate(of: open) >= begin)
        // The state is made on the day before, and then more is seen.
        var before = parcel
        before.until = CalendarDate(dayNumber: begin.dayNumber - 1)
        let settled = detector.settledYears(of: detector.examine(before), before: open)
        var night = parcel
        night.until = CalendarDate(
          dayNumber: Int.random(in: begin.dayNumber...last, using: &generator))
        let whole = detector.examine(night)
        if !settled.isEmpty {
          night.series.observations.removeAll { $0.date < open.previous.firstDay }
        }
        let found = detector.examine(night, after: settled)
        #expect(rest(found, from: open) == rest(whole, from: open))
        if !detector.needsHistory(settled) {
          // Then nothing that is said of a settled crop year may change.
          let known = Dictionary(
            uniqueKeysWithValues: settled.map { ("\($0.year)", $0.verdict) })
          for year in whole.years where year.year < open {
            #expect(known["\(year.year)"] == year.verdict)
          }
        }
      }
    }
  }

  @Test func `a crop year is open until 150 days after its closing date`() throws {
    let parameters = AbandonmentParameters()
    let year = CropYear(start: .first(of: 10), startYear: 2023)
    // Closed on 2024-10-31 with the late window; 150 days later is 2025-03-30.
    #expect("\(parameters.settlingDate(of: year))" == "2025-03-30")
    #expect(parameters.firstOpenYear(on: try #require(CalendarDate("2025-03-30"))) == year)
    #expect(parameters.firstOpenYear(on: try #require(CalendarDate("2025-03-31"))) == year.next)
    #expect(parameters.firstOpenYear(on: try #require(CalendarDate("2025-10-01"))) == year.next)
  }
}
