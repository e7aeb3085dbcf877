import ChangeDetection
import Foundation
import Imagery
import TestSupport
import Testing

/// A burnt forest in British Columbia: 23 annual Landsat composites, 2002 to 2024, and the metrics that
/// spectral-recovery 1.0.1 computed from them for NBR: disturbance 2005, restoration 2006, target = median NBR of
/// 2003 to 2005, t = 5, 80 %.
@Suite(.enabled(if: TestData.isAvailable, "needs TIANKAN_DATA"))
struct RecoveryOracleTests {
  static let years = 2002...2024

  /// The composite grid starts one row north of the reference grid.
  static let rowOffset = 1

  static func oracle(_ name: String, band: Int = 1) throws -> RasterPlane {
    try RasterPlane(TestData.path("recovery_landsat/oracle/\(name).tif"), band: band)
  }

  /// One band of one year.
  static func band(_ band: Int, _ year: Int) throws -> RasterPlane {
    let folder = "recovery_landsat/input/bc06_wildfire_landsat_bap"
    return try RasterPlane(TestData.path("\(folder)/\(year).tif"), band: band)
  }

  @Test func `the five metrics equal those of spectral-recovery in every pixel`() throws {
    let change = try Self.oracle("NBR_deltaIR")
    let perYear = try Self.oracle("NBR_YrYr")
    let ratio = try Self.oracle("NBR_R80P")
    let years = try Self.oracle("NBR_Y2R")
    let relative = try Self.oracle("NBR_RRI")
    let target = try Self.oracle("target_historic_median_2003_2005")
    let planes = try Self.years.map { (try Self.band(4, $0), try Self.band(6, $0)) }
    var compared = 0
    var notYet = 0
    for row in 0..<change.rows {
      for column in 0..<change.columns where change[column, row].isFinite {
        let index = AnnualSeries(
          firstYear: 2002,
          values: planes.map { nir, swir in
            let (n, s) = (nir[column, row + Self.rowOffset], swir[column, row + Self.rowOffset])
            return (n - s) / (n + s)
          })
        let goal = target[column, row]
        func agree(_ ours: Double?, _ theirs: RasterPlane) -> Bool {
          guard let ours else { return false }
          return (ours - theirs[column, row]).magnitude
            <= 1e-12 * max(1, theirs[column, row].magnitude)
        }
        #expect(agree(RecoveryMetrics.change(index, start: 2006), change))
        #expect(agree(RecoveryMetrics.changePerYear(index, start: 2006), perYear))
        #expect(agree(RecoveryMetrics.recoveredRatio(index, start: 2006, target: goal), ratio))
        let reached = RecoveryMetrics.yearsToRecovery(index, start: 2006, target: goal)
        #expect(Double(reached ?? -9999) == years[column, row])
        #expect(
          agree(
            RecoveryMetrics.relativeRecovery(index, start: 2006, disturbance: 2005), relative))
        compared += 1
        if reached == nil { notYet += 1 }
      }
    }
    #expect(compared == 608)
    // The number of unrecovered pixels in the reference's own summary.
    #expect(notYet == 252)
  }

  /// The series of a set of pixels: one observation a year, dated in the middle of the season.
  static func series(_ contains: (Int, Int) -> Bool) throws -> UnitSeries {
    var observations: [UnitObservation] = []
    var pixels = 0
    for year in years {
      let bands = try [1, 3, 4, 5, 6].map { try band($0, year) }
      var sample = UnitSample()
      for row in 0..<bands[0].rows {
        for column in 0..<bands[0].columns where contains(column, row) {
          sample.all += 1
          let numbers = bands.map { $0[column, row] }
          // Composites are clipped to 0…1; what was clipped tells nothing.
          guard numbers.allSatisfy({ $0 > 0 && $0 < 1 }) else { continue }
          sample.add(
            blue: numbers[0], red: numbers[1], nir: numbers[2], swir1: numbers[3],
            swir2: numbers[4], isWater: false)
        }
      }
      pixels = sample.all
      if let date = CalendarDate(year: year, month: 8, day: 1),
        let observation = sample.observation(date, scene: year, platform: "landsat")
      {
        observations.append(observation)
      }
    }
    return UnitSeries(unit: "wildfire-516", purePixels: pixels, observations: observations)
  }

  @Test func `the burnt site is told year by year`() throws {
    let inside = try Self.oracle("NBR_deltaIR")
    func isInside(_ column: Int, _ row: Int) -> Bool {
      let row = row - Self.rowOffset
      return column < inside.columns && (0..<inside.rows).contains(row)
        && inside[column, row].isFinite
    }
    let site = try Self.series(isInside)
    let ring = try Self.series { !isInside($0, $1) }
    var parameters = RehabilitationParameters()
    parameters.recoveryYears = 5
    let finding = RehabilitationDetector(parameters: parameters).examine(
      RehabilitationSubject(
        mine: site, reference: ring, start: CalendarDate(year: 2006, month: 12, day: 31),
        disturbance: CalendarDate(year: 2006, month: 1, day: 1),
        until: try #require(CalendarDate("2024-12-31"))))
    let alone = RehabilitationDetector(parameters: parameters).examine(
      RehabilitationSubject(mine: site, until: try #require(CalendarDate("2024-12-31"))))
    print("wildfire-516: \(StoryText.of(finding))")
    #expect(finding.seasons.map(\.year) == Array(Self.years))
    #expect(finding.startYear == 2006)
    #expect(finding.recovery.map(\.index) == ["cover", "nbr"])
    // Burnt in 2006, never near its surroundings for two years in a row since.
    #expect(finding.state == .stalled, "\(StoryText.of(finding))")
    #expect(!finding.clues.contains { $0.finding == .relapse && $0.confirmedDate != nil })
    #expect((finding.progress?.value ?? 1) < 0.5)
    // The long background stands beside that. zeit-cdts 2.2.0 segments the same means of NBR at 2005, 2006 and 2012, from
    // 0.35897 to -0.0256 in the year of the fire.
    let background = try #require(finding.background)
    #expect(background.index == .nbr)
    #expect(background.segmentation.vertices.map(\.year) == [2002, 2005, 2006, 2012, 2024])
    let disturbance = try #require(background.disturbance)
    #expect(disturbance.firstYear == 2006 && disturbance.years == 1)
    #expect((disturbance.change + 0.38457).magnitude < 2e-4)
    // Without ring and dates, 2005 is the last undisturbed year; 80 % of its cover is not reached either.
    #expect(alone.recovery.first?.targetSource == .history)
    #expect(alone.state != .reached, "\(StoryText.of(alone))")
  }
}
