import ChangeDetection
import Testing

/// Expected numbers: SciPy 1.17.1 `theilslopes`, pymannkendall 1.4.3 (`Oracles/trends.py`).
@Suite struct TheilSenTests {
  @Test(arguments: TrendExpectation.all)
  func `slope and intercept equal SciPy`(_ expected: TrendExpectation) throws {
    let times = expected.values.indices.map(Double.init)
    let line = try #require(TheilSen(times: times, values: expected.values))
    #expect((line.slope - expected.slope).magnitude < 1e-12)
    #expect((line.intercept - expected.intercept).magnitude < 1e-12)
  }

  @Test func `the slope over months of several years equals the seasonal slope`() throws {
    let groups = (0..<12).map { month in
      (times: [0.0, 1, 2], values: TrendExpectation.months.map { $0[month] })
    }
    let line = try #require(TheilSen(groups: groups))
    #expect((line.slope - TrendExpectation.seasonalSlope).magnitude < 1e-12)
  }

  @Test func `one time has no slope`() {
    #expect(TheilSen(times: [], values: []) == nil)
    #expect(TheilSen(times: [1], values: [1]) == nil)
    #expect(TheilSen(times: [1, 1], values: [1, 2]) == nil)
  }

  @Test func `a wild value does not move the line`() throws {
    let line = try #require(
      TheilSen(times: [0, 1, 2, 3, 4, 5, 6], values: [0, 1, 2, 90, 4, 5, 6]))
    #expect(line.slope == 1)
  }
}
