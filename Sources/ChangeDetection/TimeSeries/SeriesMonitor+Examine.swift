/// What a monitor finds at a pixel.
public struct MonitorOutcome: BitwiseCopyable, Hashable, Sendable {
  /// How the monitoring ended.
  public enum Status: UInt8, BitwiseCopyable, Hashable, Sendable {
    /// Nothing left its bound.
    case stable = 1
    /// The history is not stable: nothing was watched.
    case unstable = 2
    /// The process left its bound.
    case broken = 3
    /// There are too few observations for a curve.
    case tooFew = 4
  }

  /// How it ended.
  public var status: Status
  /// The day of the observation that left the bound, in days since 1970-01-01; 0 for none.
  public var day = 0
  /// Which way it left.
  public var signal = SeriesMonitor.Signal.none
  /// What was normal; zeros where there were too few observations.
  public var model = SeriesModel(coefficients: SIMD8(repeating: 0), deviation: 0, count: 0)
}

extension SeriesMonitor {
  /// Fits the history of a pixel and watches what follows, up to the first observation that leaves the bound.
  ///
  /// - Parameters:
  ///   - values: the observations, without gaps.
  ///   - dates: the row of the design of each, ascending; one per day.
  ///   - history: the history, as positions of `values`; what follows is watched.
  ///   - design: the regressors of the dates.
  ///   - workspace: the worker's memory.
  /// - Complexity: linear in the observations; nothing is allocated once the workspace is large enough.
  public func examine(
    _ values: Span<Int16>, dates: Span<UInt16>, history: Range<Int>, design: SeriesDesign,
    workspace: inout MonitorWorkspace
  ) -> MonitorOutcome {
    let rows = design.rows.span
    guard
      let start = start(
        values, dates: dates, part: history, rows: rows, terms: design.terms,
        trend: design.trendTerm, workspace: &workspace)
    else { return MonitorOutcome(status: .tooFew) }
    var outcome = MonitorOutcome(status: start.isStable ? .stable : .unstable)
    outcome.model = start.model
    guard start.isStable else { return outcome }
    var process = start.process
    for i in history.upperBound..<max(values.count, history.upperBound) {
      let row = Int(dates[i])
      let residual = Double(values[i]) - rows[row].value(start.model.coefficients)
      let signal = step(&process, residual: residual, model: start.model)
      if signal != .none {
        outcome.status = .broken
        outcome.signal = signal
        outcome.day = rows[row].day
        break
      }
    }
    return outcome
  }
}
