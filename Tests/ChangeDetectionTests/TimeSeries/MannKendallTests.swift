import ChangeDetection
import Testing

/// Expected numbers: pymannkendall 1.4.3 (`Oracles/trends.py`), which is written independently in Python.
@Suite struct MannKendallTests {
  @Test(arguments: TrendExpectation.all)
  func `score, variance under ties, z and p equal pymannkendall`(_ expected: TrendExpectation) {
    let test = MannKendall(expected.values)
    #expect(test.score == expected.score)
    #expect((test.variance - expected.variance).magnitude <= 1e-9 * max(1, expected.variance))
    #expect((test.z - expected.z).magnitude < 1e-12)
    #expect((test.probability - expected.probability).magnitude < 1e-13)
  }

  @Test func `months of several years add up as in the seasonal test`() {
    let groups = (0..<12).map { month in TrendExpectation.months.map { $0[month] } }
    let test = MannKendall(groups: groups)
    #expect(test.score == TrendExpectation.seasonalScore)
    #expect((test.variance - TrendExpectation.seasonalVariance).magnitude < 1e-9)
    #expect((test.z - TrendExpectation.seasonalZ).magnitude < 1e-12)
    #expect((test.probability - TrendExpectation.seasonalProbability).magnitude < 1e-13)
  }

  @Test func `nothing, one value and equal values show no trend`() {
    for values in [[], [1], [2, 2, 2]] {
      let test = MannKendall(values)
      #expect(test.score == 0)
      #expect(test.probability == 1)
    }
  }

  @Test func `three rising values cannot reach p below 0.1, four can`() {
    #expect(MannKendall([1, 2, 3]).probability > 0.1)
    #expect(MannKendall([1, 2, 3, 4]).probability < 0.1)
  }
}
