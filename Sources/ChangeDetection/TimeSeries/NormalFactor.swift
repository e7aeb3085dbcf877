/// Cholesky's factor of the normal equations of some dates, which the next pixel uses again where it has the same dates:
/// clouds hide neighbours together, so most pixels need the right-hand side only. What is used again has the bits that it
/// would have if it were computed anew.
struct NormalFactor: Sendable {
  private var design = -1
  private var dates: [UInt16] = []
  private var count = 0
  private var isDefinite = false
  /// The lower triangle, row after row, with unused diagonal.
  private(set) var matrix = InlineArray<24, Double>(repeating: 0)
  /// 1 / the diagonal.
  private(set) var inverse = InlineArray<8, Double>(repeating: 0)

  init() {}

  /// Factorises the equations of some dates, unless they are those of the last call.
  ///
  /// - Returns: whether the dates determine the curve.
  mutating func prepare(
    dates: Span<UInt16>, part: Range<Int>, design rows: Span<SeriesRow>, terms: Int
  ) -> Bool {
    let design = rows[Int(dates[part.lowerBound])].design
    if design == self.design, part.count == count, isSame(dates, part) { return isDefinite }
    var products = SIMD16<Double>(repeating: 0)
    var more = SIMD8<Double>(repeating: 0)
    for i in part { products += rows[Int(dates[i])].products }
    if terms > 5 {
      for i in part { more += rows[Int(dates[i])].moreProducts }
    }
    factorise(products, more, terms: terms)
    remember(dates, part, of: design)
    return isDefinite
  }

  /// Factorises symmetric equations given by their lower triangle.
  ///
  /// - Returns: whether they are clearly positive definite.
  @discardableResult
  mutating func factorise(
    _ products: SIMD16<Double>, _ more: SIMD8<Double>, terms: Int
  ) -> Bool {
    design = -1
    isDefinite = false
    for k in 0..<16 { matrix[k] = products[k] }
    if terms > 5 { for k in 0..<8 { matrix[16 + k] = more[k] } }
    for row in 0..<terms {
      let start = row * (row + 1) / 2
      for column in 0..<row {
        let other = column * (column + 1) / 2
        var sum = matrix[start + column]
        for k in 0..<column { sum -= matrix[start + k] * matrix[other + k] }
        matrix[start + column] = sum * inverse[column]
      }
      let scale = matrix[start + row]
      var pivot = scale
      for k in 0..<row { pivot -= matrix[start + k] * matrix[start + k] }
      guard pivot > 1e-9 * scale else { return false }
      inverse[row] = 1 / pivot.squareRoot()
    }
    isDefinite = true
    return true
  }

  /// The solution for a right-hand side.
  @inline(__always)
  func solve(_ right: SIMD8<Double>, terms: Int) -> SIMD8<Double> {
    // With a constant number of terms the loops are unrolled.
    terms == 5 ? substitute(right, terms: 5) : substitute(right, terms: terms)
  }

  @inline(__always)
  private func substitute(_ right: SIMD8<Double>, terms: Int) -> SIMD8<Double> {
    var solution = right
    for row in 0..<terms {
      let start = row * (row + 1) / 2
      var value = solution[row]
      for k in 0..<row { value -= matrix[start + k] * solution[k] }
      solution[row] = value * inverse[row]
    }
    var row = terms - 1
    while row >= 0 {
      var value = solution[row]
      for k in row + 1..<max(terms, row + 1) {
        value -= matrix[k * (k + 1) / 2 + row] * solution[k]
      }
      solution[row] = value * inverse[row]
      row -= 1
    }
    return solution
  }

  private func isSame(_ dates: Span<UInt16>, _ part: Range<Int>) -> Bool {
    let known = self.dates.span
    var differences: UInt16 = 0
    for i in 0..<part.count { differences |= known[i] ^ dates[part.lowerBound + i] }
    return differences == 0
  }

  private mutating func remember(_ dates: Span<UInt16>, _ part: Range<Int>, of design: Int) {
    self.design = design
    count = part.count
    self.dates.removeAll(keepingCapacity: true)
    for i in part { self.dates.append(dates[i]) }
  }
}
