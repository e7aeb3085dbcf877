import Imagery
import Testing

@testable import Reporting

@Suite struct SeasonalBaselineTests {
  private func points(_ values: [(date: String, value: Double)]) -> [ReportSeries.Point] {
    values.map {
      ReportSeries.Point(
        date: $0.date, median: $0.value, lowerQuartile: nil, upperQuartile: nil, platform: "a",
        clearShare: 1)
    }
  }

  private func band(
    _ values: [(date: String, value: Double)]
  ) throws -> [ReportSeries.Normal] {
    let first = try #require(CalendarDate("2024-01-01"))
    let day = try #require(CalendarDate("2024-06-15")).dayNumber
    return SeasonalBaseline.band(of: points(values), before: first, over: day...day)
  }

  @Test func `a look beside a cloud does not widen what is normal`() throws {
    let normal = try #require(
      try band([
        ("2022-06-05", 0.70), ("2022-06-15", 0.72), ("2022-06-25", 0.74), ("2023-06-05", 0.71),
        ("2023-06-15", 0.02), ("2023-06-25", 0.73),
      ]).first)
    // In order: 0.02, 0.70, 0.71, 0.72, 0.73, 0.74; a sixth at either end is left out.
    #expect(normal.lower == 0.70)
    #expect(abs(normal.middle - 0.715) < 1e-12)
    #expect(normal.upper == 0.73)
  }

  @Test func `few looks are all shown, and fewer than three are no band`() throws {
    let three = [("2022-06-05", 0.5), ("2022-06-15", 0.7), ("2023-06-25", 0.6)]
    let normal = try #require(try band(three).first)
    #expect(normal.lower == 0.5 && normal.middle == 0.6 && normal.upper == 0.7)
    #expect(try band(Array(three.prefix(2))).isEmpty)
    // Another season, and what comes after the first date.
    #expect(try band([("2022-01-05", 0.1), ("2024-06-15", 0.1), ("2022-06-15", 0.7)]).isEmpty)
  }
}
