/// Fits a curve to the observations of one pixel by least squares.
///
/// The normal equations are summed up from the products that the design holds, in the order of the observations, and
/// solved by Cholesky's factorisation: basic operations only, so the same series gives the same bits anywhere.
///
/// - Parameters:
///   - values: the observations.
///   - dates: the row of the design for each, ascending.
///   - part: which of them to fit to.
///   - design: the rows.
///   - terms: the terms of the design.
///   - factor: keeps the factor for the next pixel.
/// - Returns: the coefficients; nil where the observations do not determine them.
/// - Complexity: one sum per term and observation where the dates are those of the last fit; else 15 or 21 more.
@inline(__always)
func fitLeastSquares(
  _ values: Span<Int16>, dates: Span<UInt16>, part: Range<Int>, design: Span<SeriesRow>,
  terms: Int, factor: inout NormalFactor
) -> SIMD8<Double>? {
  guard part.count >= terms,
    factor.prepare(dates: dates, part: part, design: design, terms: terms)
  else { return nil }
  var right = SIMD8<Double>(repeating: 0)
  for i in part { right += design[Int(dates[i])].regressors * Double(values[i]) }
  return factor.solve(right, terms: terms)
}

/// The same with a weight per observation.
func fitWeighted(
  _ values: Span<Int16>, weights: [Double], dates: Span<UInt16>, part: Range<Int>,
  design: Span<SeriesRow>, terms: Int
) -> SIMD8<Double>? {
  guard part.count >= terms else { return nil }
  var products = SIMD16<Double>(repeating: 0)
  var more = SIMD8<Double>(repeating: 0)
  var right = SIMD8<Double>(repeating: 0)
  for i in part {
    let row = Int(dates[i])
    products += design[row].products * weights[i]
    more += design[row].moreProducts * weights[i]
    right += design[row].regressors * (weights[i] * Double(values[i]))
  }
  var factor = NormalFactor()
  guard factor.factorise(products, more, terms: terms) else { return nil }
  return factor.solve(right, terms: terms)
}
