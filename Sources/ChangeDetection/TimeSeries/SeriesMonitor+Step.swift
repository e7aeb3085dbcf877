extension SeriesMonitor {
  /// Takes in an observation after the history.
  ///
  /// - Parameters:
  ///   - process: what is remembered; moves.
  ///   - residual: the observation less the curve's value.
  ///   - model: what is normal.
  /// - Returns: whether the process is beyond its bound.
  @inline(__always)
  public func step(
    _ process: inout MonitorProcess, residual: Double, model: SeriesModel
  ) -> Signal {
    switch method {
    case .movingAverage(_, _, let outlier, let limitsOutliers):
      var residual = residual
      let most = outlier * model.deviation
      if abs(residual) > most {
        guard limitsOutliers else { return .none }
        residual = residual < 0 ? -most : most
      }
      process.set((1 - weight) * process.number + weight * residual)
      let limit = bound * model.deviation
      return signal(process.number, isBeyond: abs(process.number) >= limit)
    case .cumulativeSum:
      process.set(process.number + residual)
      if process.count < .max { process.count += 1 }
      return signal(process.number, isBeyond: isBeyondSum(process, model))
    case .consecutive(_, let observations):
      let isUnusual = abs(residual) > bound * model.deviation
      if !isUnusual {
        process.value = 0
      } else if residual < 0 {
        process.value = min(0, process.value) - 1
      } else {
        process.value = max(0, process.value) + 1
      }
      return signal(
        Double(process.value), isBeyond: abs(process.value) >= Int32(clamping: observations))
    }
  }

  @inline(__always)
  private func signal(_ number: Double, isBeyond: Bool) -> Signal {
    isBeyond ? (number < 0 ? .below : .above) : .none
  }

  /// Whether S² ≥ σ² n (n − h)/h (c² + ln(n/(n − h))): the boundary squared and multiplied by σ² h.
  @inline(__always)
  private func isBeyondSum(_ process: MonitorProcess, _ model: SeriesModel) -> Bool {
    let history = Double(model.count)
    let later = Double(process.count)
    let all = history + later
    let sum = process.number
    let part = model.deviation * model.deviation * (all * later / history)
    // Without the logarithm the bound is lower: most observations are decided by that.
    guard sum * sum >= part * criticalSquare else { return false }
    return sum * sum >= part * (criticalSquare + CumulativeSumLimit.logarithm(all / later))
  }
}
