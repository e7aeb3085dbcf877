import ChangeDetection
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite struct UnitStateTests {
  private func observations(_ count: Int, _ random: inout SeededGenerator) -> [UnitObservation] {
    (0..<count).map { number in
      var row = ObservationSpoolTests.observation(&random)
      row.date = CalendarDate(dayNumber: 18_000 + 5 * number)
      row.scene = 0
      row.platform = number % 3 == 0 ? "landsat-8" : "sentinel-2a"
      return row
    }
  }

  @Test(arguments: [0, 1, 2, 77])
  func `all numbers of an observation come back`(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count) + 1)
    let rows = observations(count, &random)
    let platforms = ["sentinel-2a", "landsat-8"]
    let bytes = SeriesRows.bytes(of: rows, .whole, platforms: platforms)
    #expect(bytes.count == 99 * count)
    #expect(SeriesRows.rows(of: bytes, .whole, platforms: platforms) == rows)
    #expect(SeriesRows.rows(of: bytes + [0], .whole, platforms: platforms) == nil)
    if count > 0 { #expect(SeriesRows.rows(of: bytes, .whole, platforms: ["other"]) == nil) }
  }

  @Test func `of parcels what their detector asks for comes back`() throws {
    var random = SeededGenerator(seed: 3)
    let rows = observations(40, &random)
    let platforms = ["landsat-8", "sentinel-2a"]
    let bytes = SeriesRows.bytes(of: rows, .parcel, platforms: platforms)
    #expect(bytes.count == 19 * 40)
    let found = try #require(SeriesRows.rows(of: bytes, .parcel, platforms: platforms))
    for (row, other) in zip(rows, found) {
      #expect((row.date, row.platform) == (other.date, other.platform))
      #expect(row.clearShare == other.clearShare)
      #expect(
        [row.ndvi, row.bsi, row.ndmi, row.mndwi, row.ndwi, row.brightness, row.redness].map(
          \.median)
          == [
            other.ndvi, other.bsi, other.ndmi, other.mndwi, other.ndwi, other.brightness,
            other.redness,
          ]
          .map(\.median))
      #expect(!other.tillage.hasData && !other.cover.hasData)
    }
  }

  @Test func `settled crop years come back`() throws {
    var random = SeededGenerator(seed: 4)
    let start = MonthDay.first(of: 10)
    let years = (0..<30).map { number in
      SettledCropYear(
        year: CropYear(start: start, startYear: 1990 + number),
        verdict: CropYearVerdict.allCases[number % CropYearVerdict.allCases.count],
        observed: CropYearVerdict.allCases[number / 2 % CropYearVerdict.allCases.count],
        cultivationSeen: number % 2 == 0,
        cropEnds: (0..<number % 4).map { CalendarDate(dayNumber: 9_000 + 100 * number + $0) },
        usualCycles: number % 5 == 0 ? nil : number % 5,
        coveredFrom: number % 3 == 0 ? nil : CalendarDate(dayNumber: 10_000 + number),
        meanNDVI: number % 7 == 0 ? nil : Double.random(in: -1...1, using: &random),
        drySeasonNDVI: number % 4 == 0 ? nil : Double.random(in: -1...1, using: &random),
        score: Double.random(in: 0...1, using: &random))
    }
    let bytes = SettledYearBytes.bytes(of: years)
    #expect(SettledYearBytes.years(of: bytes, start: start) == years)
    #expect(SettledYearBytes.years(of: [], start: start) == [])
    #expect(SettledYearBytes.years(of: Array(bytes.dropLast()), start: start) == nil)
  }
}
