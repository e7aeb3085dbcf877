/// Fits harmonic models by iteratively reweighted least squares; keeps its memory from fit to fit.
///
/// Weights are Tukey's bisquare, (1 − (r/(4.685 s))²)² with s = 1.4826 × the median absolute residual (Holland and Welsch
/// 1977), five rounds from an unweighted start. A sum runs in the order of the observations and nothing is fused, so the
/// same series gives the same bits anywhere.
public struct HarmonicFit: Sendable {
  private var weights: [Double] = []
  private var residuals: [Double] = []
  private var sorted: [Double] = []

  /// Creates a workspace.
  public init() {}

  /// Fits a curve of order 1 or 2.
  ///
  /// - Parameters:
  ///   - days: days since 1970-01-01, one per value.
  ///   - values: the observations.
  ///   - order: 1 or 2 harmonics.
  ///   - basis: `HarmonicBasis.shared.values`.
  /// - Returns: nil where the observations do not determine the curve.
  /// - Complexity: linear in the observations but for sorting the residuals of each round.
  public mutating func fit(
    days: Span<UInt16>, values: Span<Int16>, order: Int, basis: Span<Double>
  ) -> HarmonicModel? {
    precondition(order == 1 || order == 2, "one or two harmonics")
    precondition(days.count == values.count, "one day per value")
    let terms = 2 * order + 1
    guard days.count > terms else { return nil }
    weights.removeAll(keepingCapacity: true)
    for _ in days.indices { weights.append(1) }
    var model: HarmonicModel?
    for _ in 0...5 {
      guard
        let coefficients = solve(days: days, values: values, terms: terms, basis: basis)
      else { return model }
      let fitted = HarmonicModel(coefficients: coefficients, deviation: 0)
      let deviation = reweight(fitted, days: days, values: values, basis: basis)
      model = HarmonicModel(coefficients: coefficients, deviation: deviation)
      guard deviation > 0 else { break }
    }
    return model
  }

  /// Residuals, their deviation and the next weights.
  private mutating func reweight(
    _ model: HarmonicModel, days: Span<UInt16>, values: Span<Int16>, basis: Span<Double>
  ) -> Double {
    residuals.removeAll(keepingCapacity: true)
    sorted.removeAll(keepingCapacity: true)
    for i in days.indices {
      let phase = 2 * (Int(days[i]) % HarmonicBasis.period)
      let residual = Double(values[i]) - model.value(cosine: basis[phase], sine: basis[phase + 1])
      residuals.append(residual)
      sorted.append(abs(residual))
    }
    sorted.sort()
    let middle = sorted.count / 2
    let median =
      sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    let deviation = 1.4826 * median
    let reach = 4.685 * deviation
    for i in residuals.indices {
      let ratio = reach > 0 ? residuals[i] / reach : 0
      let part = 1 - ratio * ratio
      weights[i] = part > 0 ? part * part : 0
    }
    return deviation
  }

  /// Weighted least squares by the normal equations and Cholesky's factorisation.
  private func solve(
    days: Span<UInt16>, values: Span<Int16>, terms: Int, basis: Span<Double>
  ) -> SIMD8<Double>? {
    var rows = InlineArray<5, SIMD8<Double>>(repeating: SIMD8(repeating: 0))
    for i in days.indices {
      let phase = 2 * (Int(days[i]) % HarmonicBasis.period)
      let (cosine, sine) = (basis[phase], basis[phase + 1])
      // Lane 5 carries the right-hand side.
      let vector = SIMD8(
        1, cosine, sine, cosine * cosine - sine * sine, 2 * cosine * sine, Double(values[i]), 0, 0)
      let weighted = vector * weights[i]
      for term in 0..<terms { rows[term] += weighted * vector[term] }
    }
    return solveCholesky(&rows, terms: terms)
  }
}

/// Solves the symmetric system whose right-hand side is lane 5; nil where it is not clearly positive definite.
private func solveCholesky(
  _ rows: inout InlineArray<5, SIMD8<Double>>, terms: Int
) -> SIMD8<Double>? {
  var solution = SIMD8<Double>(repeating: 0)
  for column in 0..<terms {
    let scale = rows[column][column]
    var pivot = scale
    for k in 0..<column { pivot -= rows[column][k] * rows[column][k] }
    guard scale > 0, pivot > 1e-6 * scale else { return nil }
    let root = pivot.squareRoot()
    rows[column][column] = root
    for row in column + 1..<max(terms, column + 1) {
      var value = rows[row][column]
      for k in 0..<column { value -= rows[row][k] * rows[column][k] }
      rows[row][column] = value / root
    }
  }
  for row in 0..<terms {
    var value = rows[row][5]
    for k in 0..<row { value -= rows[row][k] * solution[k] }
    solution[row] = value / rows[row][row]
  }
  for row in stride(from: terms - 1, through: 0, by: -1) {
    var value = solution[row]
    for k in row + 1..<max(terms, row + 1) { value -= rows[k][row] * solution[k] }
    solution[row] = value / rows[row][row]
  }
  return solution
}
