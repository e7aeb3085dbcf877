import Foundation
import TestSupport
import Testing

@testable import ChangeDetection

/// Expected numbers come from nrt 0.3.0 (`Oracles/monitors.py`) and from R's strucchange, as nrt's own tests quote it.
struct SeriesMonitorTests {
  private let expected: MonitorExpectations

  init() throws { expected = try MonitorExpectations.load() }

  private func compare(
    _ monitor: SeriesMonitor, _ run: MonitorExpectations.Run, _ design: SeriesDesign
  ) throws {
    for number in expected.values.indices {
      let series = expected.series(number)
      let start = try #require(series.start(monitor, design))
      #expect(
        abs(start.model.deviation - run.deviation[number]) < 1e-4 * run.deviation[number],
        "series \(number)")
      for (term, value) in run.coefficients[number].enumerated() {
        // nrt keeps coefficients in single precision.
        #expect(
          abs(start.model.coefficients[term] - value) < 0.01 + 1e-5 * abs(value),
          "series \(number), term \(term)")
      }
      if start.isStable {
        #expect(series.firstSignal(monitor, start, design) == run.day[number], "series \(number)")
      } else {
        #expect(run.mask[number] == 2)
      }
    }
  }

  @Test func `the moving average leaves its limits on the days that nrt gives`() throws {
    try compare(
      SeriesMonitor(.movingAverage(), history: .screened(deviations: 5)), expected.ewma,
      expected.design)
  }

  @Test func `the cumulative sum leaves its boundary on the days that nrt gives`() throws {
    try compare(SeriesMonitor(.cumulativeSum()), expected.cusum, expected.design)
  }

  @Test func `runs of three are found on the days that nrt gives`() throws {
    try compare(
      SeriesMonitor(
        .consecutive(), history: .stable(deviations: 3, slopeDays: 1, isRobust: false)),
      expected.ccdc, expected.trendDesign)
  }

  @Test func `a robust fit is the one of nrt`() throws {
    let design = expected.design
    for number in expected.values.indices {
      let series = expected.series(number)
      var workspace = MonitorWorkspace(count: series.values.count)
      let curve = try #require(
        fitRobustly(
          series.values.span, dates: series.dates.span, part: 0..<series.history,
          design: design.rows.span, terms: design.terms, workspace: &workspace))
      for (term, value) in expected.robust[number].enumerated() {
        #expect(abs(curve[term] - value) < 0.01, "series \(number), term \(term)")
      }
    }
  }

  @Test func `stable histories begin where the reversed sum of recursive residuals says`() throws {
    let design = expected.design
    for number in expected.values.indices {
      let series = expected.series(number)
      var residuals = Array(repeating: 0.0, count: series.values.count)
      let start = reverseOrderedStart(
        series.values.span, dates: series.dates.span, part: 0..<series.history,
        design: design.rows.span, terms: design.terms,
        critical: CumulativeSumLimit.history(significance: 0.05), residuals: &residuals)
      #expect(start == expected.start[number], "series \(number)")
    }
  }

  @Test func `critical values are those of scipy's root finders`() {
    for pair in expected.criticalSum {
      #expect(abs(CumulativeSumLimit.monitoring(significance: pair[0]) - pair[1]) < 1e-6)
    }
    for pair in expected.criticalHistory {
      #expect(abs(CumulativeSumLimit.history(significance: pair[0]) - pair[1]) < 1e-6)
    }
  }

  @Test func `the logarithm is the mathematical one`() {
    for x in [1, 1.000_1, 1.3, 2.0.squareRoot(), 1.99, 2, 3, 7.5, 100, 65_535.0] {
      #expect(abs(CumulativeSumLimit.logarithm(x) - log(x)) <= 1e-15 * max(1, log(x)))
    }
  }

  @Test(.enabled(if: TestData.isAvailable))
  func `a Romanian forest gives the numbers of strucchange`() throws {
    func table(_ name: String) throws -> [[Double]] {
      let path = TestData.path("time_series_oracles/nrt_unit/tests/unit_tests/data/\(name).csv")
      return try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        .map { $0.split(separator: ",").map { Double($0) ?? .nan } }
    }
    let days = try table("dates").map { Int($0[0] / 86_400e9) }
    let design = SeriesDesign(days: days, regressors: try table("X"))
    let values = try table("y")
    let cusum = try table("cusum_result")
    let starts = try table("roc_history_result")
    let monitor = SeriesMonitor(.cumulativeSum())
    for pixel in 0..<5 {
      let column = values.map { $0[pixel].isNaN ? nil : Int16(($0[pixel] * 10_000).rounded()) }
      let series = PlainSeries(column, history: 100)
      let start = try #require(series.start(monitor, design))
      // Rounded values: four digits of NDVI.
      #expect(abs(start.model.deviation / 10_000 - cusum[3][pixel]) < 1e-5)
      #expect(Double(start.model.count) == cusum[2][pixel])
      var process = start.process
      for i in series.history..<series.values.count {
        let row = design.rows[Int(series.dates[i])]
        let signal = monitor.step(
          &process, residual: Double(series.values[i]) - row.value(start.model.coefficients),
          model: start.model)
        if signal != .none { break }
      }
      let sum =
        process.number / (start.model.deviation * Double(start.model.count).squareRoot())
      #expect(abs(sum - cusum[0][pixel]) < 2e-3)
      let whole = PlainSeries(column, history: days.count)
      var residuals = Array(repeating: 0.0, count: days.count)
      let first = reverseOrderedStart(
        whole.values.span, dates: whole.dates.span, part: 0..<whole.history,
        design: design.rows.span, terms: design.terms,
        critical: CumulativeSumLimit.history(significance: 0.05), residuals: &residuals)
      // R counts from one.
      #expect(Double(first + 1) == starts[pixel][0])
    }
  }
}
