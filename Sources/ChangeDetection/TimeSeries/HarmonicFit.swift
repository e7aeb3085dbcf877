/// Fits harmonic models by iteratively reweighted least squares; keeps its memory from fit to fit.
///
/// Weights are Tukey's bisquare, (1 − (r/(4.685 s))²)² with s = 1.4826 × the median absolute residual (Holland and Welsch
/// 1977), five rounds from an unweighted start. A sum runs in the order of the observations and nothing is fused, so the
/// same series gives the same bits anywhere.
public struct HarmonicFit: Sendable {
  /// 1, cos ωt, sin ωt and the value of each observation.
  private var first: [SIMD4<Double>] = []
  /// cos 2ωt and sin 2ωt of each observation.
  private var second: [SIMD2<Double>] = []
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
    guard days.count > 2 * order + 1 else { return nil }
    begin(days: days, values: values, basis: basis)
    var model: HarmonicModel?
    for _ in 0...5 {
      guard
        let coefficients = order == 1 ? solveOneHarmonic() : solveTwoHarmonics()
      else { return model }
      let deviation = reweight(
        coefficients, first, second, residuals: &residuals, sorted: &sorted, weights: &weights)
      model = HarmonicModel(coefficients: coefficients, deviation: deviation)
      guard deviation > 0 else { break }
    }
    return model
  }

  /// Computes the terms of the observations, which every round needs.
  private mutating func begin(days: Span<UInt16>, values: Span<Int16>, basis: Span<Double>) {
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
    for i in days.indices {
      let phase = 2 * (Int(days[i]) % HarmonicBasis.period)
      let (cosine, sine) = (basis[phase], basis[phase + 1])
      first.append(SIMD4(1, cosine, sine, Double(values[i])))
      second.append(SIMD2(cosine * cosine - sine * sine, 2 * cosine * sine))
    }
    if weights.count < days.count {
      let more = repeatElement(0.0, count: days.count - weights.count)
      weights.append(contentsOf: more)
      residuals.append(contentsOf: more)
      sorted.append(contentsOf: more)
    }
    for i in days.indices { weights[i] = 1 }
  }

  /// Weighted least squares of three terms by the normal equations and Cholesky's factorisation.
  private func solveOneHarmonic() -> SIMD8<Double>? {
    let (terms, weights) = (first.span, weights.span)
    precondition(weights.count >= terms.count, "a weight for each observation")
    var (row0, row1, row2) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    for i in terms.indices {
      let vector = terms[i]
      let weighted = vector * weights[i]
      row0 += weighted
      row1 += weighted * vector[1]
      row2 += weighted * vector[2]
    }
    var rows = InlineArray<5, SIMD8<Double>>(repeating: .zero)
    rows[0] = SIMD8(row0[0], row0[1], row0[2], 0, 0, row0[3], 0, 0)
    rows[1] = SIMD8(row1[0], row1[1], row1[2], 0, 0, row1[3], 0, 0)
    rows[2] = SIMD8(row2[0], row2[1], row2[2], 0, 0, row2[3], 0, 0)
    return solveCholesky(&rows, terms: 3)
  }

  /// Likewise of five terms.
  private func solveTwoHarmonics() -> SIMD8<Double>? {
    let (terms, doubled, weights) = (first.span, second.span, weights.span)
    precondition(
      weights.count >= terms.count && doubled.count == terms.count,
      "a weight for each observation")
    // Each row of the matrix in two parts: 1, cos ωt, sin ωt and the right-hand side; cos 2ωt and sin 2ωt. Below the
    // diagonal only: the first three rows need no second part.
    var (row0, row1, row2) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (row3, row4) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (end3, end4) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    for i in terms.indices {
      let (vector, end) = (terms[i], doubled[i])
      let weighted = vector * weights[i]
      let weightedEnd = end * weights[i]
      row0 += weighted
      row1 += weighted * vector[1]
      row2 += weighted * vector[2]
      row3 += weighted * end[0]
      row4 += weighted * end[1]
      end3 += weightedEnd * end[0]
      end4 += weightedEnd * end[1]
    }
    var rows = InlineArray<5, SIMD8<Double>>(repeating: .zero)
    rows[0] = SIMD8(row0[0], row0[1], row0[2], 0, 0, row0[3], 0, 0)
    rows[1] = SIMD8(row1[0], row1[1], row1[2], 0, 0, row1[3], 0, 0)
    rows[2] = SIMD8(row2[0], row2[1], row2[2], 0, 0, row2[3], 0, 0)
    rows[3] = SIMD8(row3[0], row3[1], row3[2], end3[0], end3[1], row3[3], 0, 0)
    rows[4] = SIMD8(row4[0], row4[1], row4[2], end4[0], end4[1], row4[3], 0, 0)
    return solveCholesky(&rows, terms: 5)
  }
}

/// Residuals from a curve, their deviation, and the next weights.
private func reweight(
  _ coefficients: SIMD8<Double>, _ first: [SIMD4<Double>], _ second: [SIMD2<Double>],
  residuals: inout [Double], sorted: inout [Double], weights: inout [Double]
) -> Double {
  let (terms, doubled) = (first.span, second.span)
  let count = terms.count
  var residuals = residuals.mutableSpan
  var sorted = sorted.mutableSpan
  var weights = weights.mutableSpan
  precondition(
    doubled.count == count && residuals.count >= count && sorted.count >= count
      && weights.count >= count, "memory for each observation")
  for i in 0..<count {
    // The order of operations is that of `HarmonicModel.value`.
    let curve =
      (coefficients[0] + coefficients[1] * terms[i][1] + coefficients[2] * terms[i][2])
      + (doubled[i][0] * coefficients[3] + doubled[i][1] * coefficients[4])
    let residual = terms[i][3] - curve
    residuals[i] = residual
    sorted[i] = abs(residual)
  }
  let deviation = 1.4826 * median(ofFirst: count, in: &sorted)
  let reach = 4.685 * deviation
  guard reach > 0 else { return deviation }
  for i in 0..<count {
    let ratio = residuals[i] / reach
    let part = 1 - ratio * ratio
    weights[i] = part > 0 ? part * part : 0
  }
  return deviation
}

/// The median by Hoare's selection: linear on average; the values change places.
func median(ofFirst count: Int, in values: inout MutableSpan<Double>) -> Double {
  let upper = select(count / 2, ofFirst: count, in: &values)
  guard count % 2 == 0 else { return upper }
  var lower = values[0]
  for i in 1..<max(1, count / 2) { lower = max(lower, values[i]) }
  return (lower + upper) / 2
}

private func select(_ rank: Int, ofFirst count: Int, in values: inout MutableSpan<Double>) -> Double
{
  var (low, high) = (0, count - 1)
  while low < high {
    let pivot = values[(low + high) / 2]
    var (i, j) = (low, high)
    while i <= j {
      while values[i] < pivot { i += 1 }
      while pivot < values[j] { j -= 1 }
      if i <= j {
        let held = values[i]
        values[i] = values[j]
        values[j] = held
        i += 1
        j -= 1
      }
    }
    if rank <= j {
      high = j
    } else if rank >= i {
      low = i
    } else {
      break
    }
  }
  return values[rank]
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
