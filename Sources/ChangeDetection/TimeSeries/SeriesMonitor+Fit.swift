extension SeriesMonitor {
  /// Fits what is normal to the history of a pixel.
  ///
  /// - Parameters:
  ///   - values: the observations, without gaps.
  ///   - dates: the row of the design of each, ascending; one per day.
  ///   - part: the history, as positions of `values`.
  ///   - design: the regressors of the dates.
  ///   - workspace: the worker's memory.
  /// - Returns: nil where there are fewer than 1.5 observations per term, or they do not determine the curve.
  /// - Complexity: linear in the observations, but for the median of a robust fit.
  public func start(
    _ values: Span<Int16>, dates: Span<UInt16>, part: Range<Int>,
    design: SeriesDesign, workspace: inout MonitorWorkspace
  ) -> MonitorStart? {
    start(
      values, dates: dates, part: part, rows: design.rows.span, terms: design.terms,
      trend: design.trendTerm, workspace: &workspace)
  }

  func start(
    _ values: Span<Int16>, dates: Span<UInt16>, part: Range<Int>,
    rows: Span<SeriesRow>, terms: Int, trend: Int?, workspace: inout MonitorWorkspace
  ) -> MonitorStart? {
    guard 2 * part.count >= 3 * terms else { return nil }
    workspace.reserve(values.count)
    switch history {
    case .all:
      guard
        let curve = fitLeastSquares(
          values, dates: dates, part: part, design: rows, terms: terms,
          factor: &workspace.factor)
      else { return nil }
      return begin(
        curve, values, dates, part, rows, terms, isStable: true, &workspace.residuals)
    case .screened(let deviations):
      return screened(deviations, values, dates, part, rows, terms, &workspace)
    case .reverseOrdered:
      let first =
        part.lowerBound
        + reverseOrderedStart(
          values, dates: dates, part: part, design: rows, terms: terms,
          critical: reverseCritical, residuals: &workspace.residuals)
      let stable = first..<part.upperBound
      guard stable.count > terms,
        rows[Int(dates[part.upperBound - 1])].day - rows[Int(dates[first])].day
          >= Self.leastStableDays,
        let curve = fitLeastSquares(
          values, dates: dates, part: stable, design: rows, terms: terms,
          factor: &workspace.factor)
      else { return nil }
      return begin(
        curve, values, dates, stable, rows, terms, isStable: true, &workspace.residuals)
    case .stable(let deviations, let slopeDays, let isRobust):
      if isRobust {
        return robustlyStable(
          deviations, slopeDays, values, dates, part, rows, terms, trend, &workspace)
      }
      return stable(
        deviations, slopeDays, values, dates, part, rows, terms, trend,
        &workspace.residuals, &workspace.factor)
    }
  }

  /// The days that a stable history spans at least: half a year, as in nrt and bfastmonitor.
  static let leastStableDays = 183

  /// Residuals, their spread and the process at the end of the history.
  private func begin(
    _ curve: SIMD8<Double>, _ values: Span<Int16>, _ dates: Span<UInt16>, _ part: Range<Int>,
    _ rows: Span<SeriesRow>, _ terms: Int, isStable: Bool, _ residuals: inout [Double]
  ) -> MonitorStart {
    var kept = residuals.mutableSpan
    var sum = 0.0
    var squares = 0.0
    for i in part {
      let residual = Double(values[i]) - rows[Int(dates[i])].value(curve)
      kept[i] = residual
      sum += residual
      squares += residual * residual
    }
    let deviation = deviation(
      sum: sum, squares: squares, count: Double(part.count), terms: terms)
    var process = MonitorProcess()
    if case .movingAverage = method {
      var average = 0.0
      for i in part { average = (1 - weight) * average + weight * kept[i] }
      process.set(average)
    }
    return MonitorStart(
      model: SeriesModel(
        coefficients: curve, deviation: max(deviation, leastDeviation), count: part.count),
      process: process, first: part.lowerBound, isStable: isStable)
  }

  /// The standard deviation of residuals, by the divisor of the method.
  @inline(__always)
  func deviation(sum: Double, squares: Double, count: Double, terms: Int) -> Double {
    switch method {
    case .movingAverage:
      let mean = sum / count
      return max(0, squares / count - mean * mean).squareRoot()
    case .cumulativeSum:
      let mean = sum / count
      return max(0, (squares - mean * sum) / (count - Double(terms))).squareRoot()
    case .consecutive:
      return (squares / count).squareRoot()
    }
  }

  /// Fits, leaves out what is far off, and fits again.
  private func screened(
    _ deviations: Double, _ values: Span<Int16>, _ dates: Span<UInt16>, _ part: Range<Int>,
    _ rows: Span<SeriesRow>, _ terms: Int, _ workspace: inout MonitorWorkspace
  ) -> MonitorStart? {
    guard
      let curve = fitLeastSquares(
        values, dates: dates, part: part, design: rows, terms: terms, factor: &workspace.factor)
    else { return nil }
    let first = begin(
      curve, values, dates, part, rows, terms, isStable: true, &workspace.residuals)
    // By the population's deviation, whatever the method's divisor is.
    let limit = deviations * spread(workspace.residuals, part)
    let count = keep(
      within: limit, values, dates, part, workspace.residuals, &workspace.values,
      &workspace.dates)
    if count == part.count { return first }
    guard 2 * count >= 3 * terms else { return nil }
    var result = fitKept(
      workspace.values, workspace.dates, 0..<count, rows, terms, &workspace.residuals,
      &workspace.factor)
    result?.first = part.lowerBound
    return result
  }

  /// Fits to observations that were collected.
  private func fitKept(
    _ values: [Int16], _ dates: [UInt16], _ part: Range<Int>, _ rows: Span<SeriesRow>,
    _ terms: Int, _ residuals: inout [Double], _ factor: inout NormalFactor
  ) -> MonitorStart? {
    guard
      let curve = fitLeastSquares(
        values.span, dates: dates.span, part: part, design: rows, terms: terms, factor: &factor)
    else { return nil }
    return begin(
      curve, values.span, dates.span, part, rows, terms, isStable: true, &residuals)
  }

  /// CCDC's initialisation: the two oldest observations go until what is left is stable.
  private func stable(
    _ deviations: Double, _ slopeDays: Double?, _ values: Span<Int16>, _ dates: Span<UInt16>,
    _ part: Range<Int>, _ rows: Span<SeriesRow>, _ terms: Int, _ trend: Int?,
    _ residuals: inout [Double], _ factor: inout NormalFactor
  ) -> MonitorStart? {
    let least = terms * 3 / 2
    var found: MonitorStart?
    var first = part.lowerBound
    while part.upperBound - first >= least {
      let rest = first..<part.upperBound
      guard
        let curve = fitLeastSquares(
          values, dates: dates, part: rest, design: rows, terms: terms, factor: &factor)
      else { return found }
      var start = begin(curve, values, dates, rest, rows, terms, isStable: false, &residuals)
      let span = rows[Int(dates[part.upperBound - 1])].day - rows[Int(dates[first])].day
      // Not `leastDeviation`: what is believed at least does not make a history stable. Values are whole numbers, which
      // leave half a unit.
      let reach = deviations * max(0.5, rootMeanSquare(residuals, rest))
      let years = (slopeDays ?? Double(span)) / 365.25
      let slope = trend.map { abs(curve[$0] * years) } ?? 0
      start.isStable =
        slope < reach && abs(residuals[first]) < reach
        && abs(residuals[part.upperBound - 1]) < reach
      found = start
      if start.isStable || span < Self.leastStableDays { break }
      first += 2
    }
    return found
  }

  /// The same without the observations that have no weight in a robust fit.
  private func robustlyStable(
    _ deviations: Double, _ slopeDays: Double?, _ values: Span<Int16>, _ dates: Span<UInt16>,
    _ part: Range<Int>, _ rows: Span<SeriesRow>, _ terms: Int, _ trend: Int?,
    _ workspace: inout MonitorWorkspace
  ) -> MonitorStart? {
    guard
      fitRobustly(
        values, dates: dates, part: part, design: rows, terms: terms, workspace: &workspace) != nil
    else { return nil }
    // What has no weight lies 4.685 spreads off or further.
    let count = keep(
      within: 0, values, dates, part, workspace.weights, &workspace.values, &workspace.dates,
      isWeight: true)
    guard
      var result = stableKept(
        deviations, slopeDays, workspace.values, workspace.dates, 0..<count, rows, terms,
        trend, &workspace.residuals, &workspace.factor)
    else { return nil }
    let oldest = workspace.dates[result.first]
    for i in part where dates[i] == oldest { result.first = i }
    return result
  }

  private func stableKept(
    _ deviations: Double, _ slopeDays: Double?, _ values: [Int16], _ dates: [UInt16],
    _ part: Range<Int>, _ rows: Span<SeriesRow>, _ terms: Int, _ trend: Int?,
    _ residuals: inout [Double], _ factor: inout NormalFactor
  ) -> MonitorStart? {
    stable(
      deviations, slopeDays, values.span, dates.span, part, rows, terms, trend, &residuals,
      &factor)
  }
}

/// Collects the observations whose residual is not beyond a limit, or whose weight is.
private func keep(
  within limit: Double, _ values: Span<Int16>, _ dates: Span<UInt16>, _ part: Range<Int>,
  _ numbers: [Double], _ keptValues: inout [Int16], _ keptDates: inout [UInt16],
  isWeight: Bool = false
) -> Int {
  var keptValues = keptValues.mutableSpan
  var keptDates = keptDates.mutableSpan
  var count = 0
  for i in part where (abs(numbers[i]) <= limit) != isWeight {
    keptValues[count] = values[i]
    keptDates[count] = dates[i]
    count += 1
  }
  return count
}

/// The standard deviation of a population.
private func spread(_ residuals: [Double], _ part: Range<Int>) -> Double {
  var sum = 0.0
  var squares = 0.0
  for i in part {
    sum += residuals[i]
    squares += residuals[i] * residuals[i]
  }
  let mean = sum / Double(part.count)
  return max(0, squares / Double(part.count) - mean * mean).squareRoot()
}

private func rootMeanSquare(_ residuals: [Double], _ part: Range<Int>) -> Double {
  var squares = 0.0
  for i in part { squares += residuals[i] * residuals[i] }
  return (squares / Double(part.count)).squareRoot()
}
