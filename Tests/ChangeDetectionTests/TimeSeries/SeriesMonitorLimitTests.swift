import Testing

@testable import ChangeDetection

/// Series at the edge: gaps, one day twice, no observation, no spread. Expected by construction.
struct SeriesMonitorLimitTests {
  private static let monitors = [
    SeriesMonitor(
      .movingAverage(limit: 4, limitsOutliers: true), history: .screened(deviations: 5)),
    SeriesMonitor(.cumulativeSum(), history: .reverseOrdered(significance: 0.05)),
    SeriesMonitor(
      .consecutive(), history: .stable(deviations: 3, slopeDays: nil, isRobust: true)),
  ]

  private static let days = Array(stride(from: 16_801, to: 18_800, by: 11))
  private static let design = SeriesDesign(days: days, order: 2)

  /// A yearly curve with a small regular disturbance, so that there is a spread.
  private static func value(_ position: Int, _ day: Int) -> Int16 {
    let phase = 2 * (day % HarmonicBasis.period)
    return Int16(
      (6000 - 2000 * HarmonicBasis.shared.values[phase]).rounded()
        + Double(position * 7919 % 401 - 200))
  }

  private static func series(_ keeps: (Int) -> Bool = { _ in true }) -> [Int16?] {
    days.enumerated().map { keeps($0.offset) ? value($0.offset, $0.element) : nil }
  }

  @Test(arguments: monitors)
  func `a series that stays what it was gives no signal`(monitor: SeriesMonitor) throws {
    let series = PlainSeries(Self.series(), history: 110)
    let start = try #require(series.start(monitor, Self.design))
    #expect(start.isStable && start.first == 0)
    #expect(abs(start.model.coefficients[1] + 2000) < 60)
    #expect(series.firstSignal(monitor, start, Self.design) == 0)
  }

  @Test(arguments: monitors)
  func `a loss after a year of clouds is found`(monitor: SeriesMonitor) throws {
    var values = Self.series { !(60..<94).contains($0) }
    for i in 130..<values.count { values[i] = values[i].map { $0 - 4000 } }
    let series = PlainSeries(values, history: 110)
    let start = try #require(series.start(monitor, Self.design))
    var process = start.process
    var first: Int?
    for i in series.history..<series.values.count where first == nil {
      let row = Self.design.rows[Int(series.dates[i])]
      let signal = monitor.step(
        &process, residual: Double(series.values[i]) - row.value(start.model.coefficients),
        model: start.model)
      if signal == .below { first = Int(series.dates[i]) }
    }
    let found = try #require(first)
    #expect((130..<142).contains(found))
  }

  @Test(arguments: monitors)
  func `too few observations, or all on one day, give no curve`(monitor: SeriesMonitor) {
    #expect(PlainSeries([], history: 0).start(monitor, Self.design) == nil)
    #expect(PlainSeries(Self.series { $0 < 6 }, history: 110).start(monitor, Self.design) == nil)
    let sameDay = SeriesDesign(days: Array(repeating: 17_000, count: 30), order: 2)
    let series = PlainSeries(Array(repeating: 5000, count: 30), history: 30)
    #expect(series.start(monitor, sameDay) == nil)
  }

  @Test(arguments: monitors)
  func `a constant history has the least spread, and an equal observation is no signal`(
    monitor: SeriesMonitor
  ) throws {
    let careful = SeriesMonitor(monitor.method, history: .all, leastDeviation: 50)
    let series = PlainSeries(Array(repeating: 4000, count: Self.days.count), history: 110)
    let start = try #require(series.start(careful, Self.design))
    #expect(start.model.deviation == 50)
    #expect(series.firstSignal(careful, start, Self.design) == 0)
  }

  @Test func `29 February has the row of its day, whatever else is in the archive`() {
    let leap = 18_321
    let alone = SeriesDesign(days: [leap], order: 2, hasTrend: true)
    let among = SeriesDesign(days: [18_262, leap, 18_700], order: 2, hasTrend: true)
    #expect(alone.rows[0].regressors == among.rows[1].regressors)
    #expect(abs(alone.rows[0].regressors[5] - 59 / 365.25) < 1e-15)
  }

  @Test func `a planted trend comes back`() throws {
    let design = SeriesDesign(days: Self.days, order: 2, hasTrend: true)
    let values = Self.days.enumerated().map { position, day in
      Int16?(Self.value(position, day) + Int16((Double(day - 18_262) / 365.25 * 300).rounded()))
    }
    let series = PlainSeries(values, history: values.count)
    let start = try #require(series.start(SeriesMonitor(.consecutive()), design))
    #expect(abs(start.model.coefficients[5] - 300) < 25)
  }

  @Test func `unstable beginnings are left out of the history`() throws {
    var values = Self.series()
    for i in 0..<40 { values[i] = values[i].map { $0 - 2500 } }
    let series = PlainSeries(values, history: 130)
    let monitor = SeriesMonitor(
      .cumulativeSum(), history: .reverseOrdered(significance: 0.05))
    let start = try #require(series.start(monitor, Self.design))
    // The sum leaves its bound some observations before the break; nrt's process gives 27 as well.
    #expect(start.first == 27)
    #expect(abs(start.model.coefficients[0] - 6000) < 400)
    let all = try #require(series.start(SeriesMonitor(.cumulativeSum()), Self.design))
    #expect(all.model.coefficients[0] < 5400)
  }
}
