import Foundation
import TestSupport

@testable import ChangeDetection

/// What nrt 0.3.0 makes of simulated series: `Oracles/monitors.json`, written by `Oracles/monitors.py`.
struct MonitorExpectations: Decodable {
  struct Run: Decodable {
    /// 1 stable, 2 unstable history, 3 a break, 4 too few observations.
    var mask: [Int]
    /// The day of the break; 0 for none.
    var day: [Int]
    var deviation: [Double]
    var coefficients: [[Double]]
  }

  var days: [Int]
  /// The dates that belong to the history.
  var history: Int
  /// By series and date; nil where there is no observation.
  var values: [[Int16?]]
  var regressors: [[Double]]
  var trendRegressors: [[Double]]
  /// Significance and critical value.
  var criticalSum: [[Double]]
  var criticalHistory: [[Double]]
  var ewma: Run
  var cusum: Run
  var ccdc: Run
  /// Coefficients of robust fits.
  var robust: [[Double]]
  var start: [Int]

  static func load() throws -> MonitorExpectations {
    let path = TestData.packageRoot.appending(
      path: "Tests/ChangeDetectionTests/Oracles/monitors.json")
    return try JSONDecoder().decode(MonitorExpectations.self, from: Data(contentsOf: path))
  }

  var design: SeriesDesign { SeriesDesign(days: days, regressors: regressors) }

  /// The trend is nrt's: days since 1970.
  var trendDesign: SeriesDesign {
    SeriesDesign(days: days, regressors: trendRegressors, trendTerm: 1)
  }

  /// The observations of a series.
  func series(_ number: Int) -> PlainSeries { PlainSeries(values[number], history: history) }
}

/// The observations of a pixel without gaps.
struct PlainSeries {
  var values: [Int16] = []
  var dates: [UInt16] = []
  /// The observations of the history.
  var history = 0

  init(_ series: [Int16?], history dates: Int) {
    for (date, value) in series.enumerated() {
      guard let value else { continue }
      values.append(value)
      self.dates.append(UInt16(date))
      if date < dates { history += 1 }
    }
  }

  func start(_ monitor: SeriesMonitor, _ design: SeriesDesign) -> MonitorStart? {
    var workspace = MonitorWorkspace(count: 0)
    return monitor.start(
      values.span, dates: dates.span, part: 0..<history, design: design, workspace: &workspace)
  }

  /// The day of the first signal; 0 for none.
  func firstSignal(_ monitor: SeriesMonitor, _ start: MonitorStart, _ design: SeriesDesign) -> Int {
    var process = start.process
    for i in history..<values.count {
      let row = design.rows[Int(dates[i])]
      let residual = Double(values[i]) - row.value(start.model.coefficients)
      if monitor.step(&process, residual: residual, model: start.model) != .none {
        return row.day
      }
    }
    return 0
  }
}
