/// Fits a curve by iteratively reweighted least squares, so that a few wild observations do not move it.
///
/// Weights are Tukey's bisquare (1 − (r/(4.685 s))²)², with s = the median distance of the residuals from their median,
/// divided by 0.6745 (Holland and Welsch 1977; as statsmodels' and nrt's robust linear models have it). Rounds go on until
/// no coefficient moves by more than 10⁻⁸ of the spread, at most 50.
///
/// - Parameters:
///   - values: the observations.
///   - dates: the row of the design of each.
///   - part: which of them to fit to.
///   - design: the rows.
///   - terms: the terms of the design.
///   - workspace: gets the residuals and the weights of the last round, by the positions of the values.
/// - Returns: the coefficients; nil where the observations do not determine them.
func fitRobustly(
  _ values: Span<Int16>, dates: Span<UInt16>, part: Range<Int>, design: Span<SeriesRow>,
  terms: Int, workspace: inout MonitorWorkspace
) -> SIMD8<Double>? {
  guard
    var curve = fitLeastSquares(
      values, dates: dates, part: part, design: design, terms: terms, factor: &workspace.factor)
  else { return nil }
  for _ in 0..<50 {
    let scale = reweight(
      curve, values, dates, part, design, &workspace.residuals, &workspace.sorted,
      &workspace.weights)
    guard scale > 1e-6,
      let next = fitWeighted(
        values, weights: workspace.weights, dates: dates, part: part, design: design,
        terms: terms)
    else { return curve }
    var moved = 0.0
    for k in 0..<terms { moved = max(moved, abs(next[k] - curve[k])) }
    curve = next
    if moved <= 1e-8 * scale { break }
  }
  return curve
}

/// Residuals, their spread and the weights that follow.
private func reweight(
  _ curve: SIMD8<Double>, _ values: Span<Int16>, _ dates: Span<UInt16>, _ part: Range<Int>,
  _ design: Span<SeriesRow>, _ residuals: inout [Double], _ sorted: inout [Double],
  _ weights: inout [Double]
) -> Double {
  var residuals = residuals.mutableSpan
  var sorted = sorted.mutableSpan
  var weights = weights.mutableSpan
  for i in part {
    let residual = Double(values[i]) - design[Int(dates[i])].value(curve)
    residuals[i] = residual
    sorted[i - part.lowerBound] = residual
  }
  let middle = median(ofFirst: part.count, in: &sorted)
  for i in part { sorted[i - part.lowerBound] = abs(residuals[i] - middle) }
  let scale = median(ofFirst: part.count, in: &sorted) / 0.6745
  for i in part {
    let ratio = scale > 0 ? residuals[i] / (4.685 * scale) : 0
    let rest = 1 - ratio * ratio
    weights[i] = rest > 0 ? rest * rest : 0
  }
  return scale
}
