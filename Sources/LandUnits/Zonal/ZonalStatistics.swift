/// What the cells of one land unit show of one quantity at one date, weighted by how much of each cell the unit covers.
///
/// Values are stored index values (ten-thousandths); weights are fixed-point (`CoverageWeight`). Everything is exact: `mean` and `deviation` are
/// the true quotients, rounded once, half to even.
public struct ZonalStatistics: Hashable, Sendable {
  /// The quartiles and the median: lower weighted quantiles (see `WeightedTally.quantile(_:of:)`).
  public struct Quartiles: Hashable, Sendable {
    /// The quantile of 1/4.
    public var lower: Int16
    /// The quantile of 1/2.
    public var median: Int16
    /// The quantile of 3/4.
    public var upper: Int16
  }

  /// The number of cells with data.
  public let cellCount: Int
  /// The weight of the cells with data, positive.
  public let weight: Int64
  /// The weight of the cells without data.
  public let missingWeight: Int64
  /// The sum of weight × value; divided by `weight`, the exact mean.
  public let sum: Int64
  /// The smallest value.
  public let minimum: Int16
  /// The largest value.
  public let maximum: Int16
  /// The mean, Σwv/Σw.
  public let mean: Int16
  /// The standard deviation of the covered area, √(Σwv²/Σw − (Σwv/Σw)²).
  public let deviation: Int16
  /// Quartiles; nil where the accumulator kept moments only.
  public let quartiles: Quartiles?

  /// The mean without rounding to a stored value.
  public var exactMean: Double { Double(sum) / Double(weight) }
  /// The covered area with data, in pixels.
  public var effectivePixels: Double { CoverageWeight.pixels(weight) }
  /// The share of the covered area that has data.
  public var validShare: Double { Double(weight) / Double(weight + missingWeight) }

  init(_ values: ZonalAccumulator) {
    cellCount = values.cellCount
    weight = values.weight
    missingWeight = values.missingWeight
    sum = values.sum
    minimum = values.minimum
    maximum = values.maximum
    mean = roundedQuotient(values.sum, values.weight)
    deviation = roundedDeviation(
      weight: values.weight, sum: values.sum, squares: values.squares)
    quartiles = values.distribution.tally().map {
      Quartiles(lower: $0.quantile(1, of: 4), median: $0.median, upper: $0.quantile(3, of: 4))
    }
  }
}

/// `sum`/`weight`, rounded half to even; lies between the values, hence fits.
private func roundedQuotient(_ sum: Int64, _ weight: Int64) -> Int16 {
  var quotient = sum / weight
  var rest = sum % weight
  if rest < 0 {
    quotient -= 1
    rest += weight
  }
  // rest < weight ≤ 2⁴⁸
  if rest * 2 > weight || (rest * 2 == weight && quotient & 1 != 0) { quotient += 1 }
  return Int16(quotient)
}

/// √(weight·squares − sum²)/weight, rounded half to even.
///
/// With weights of at most 2⁴⁸ together and values within ±32767, four times the radicand is below 2¹²⁸.
private func roundedDeviation(weight: Int64, sum: Int64, squares: UInt128) -> Int16 {
  let radicand = UInt128(weight) * squares - UInt128(sum.magnitude) * UInt128(sum.magnitude)
  // The largest whole number s with (s·weight)² ≤ radicand, bit by bit.
  var whole: UInt128 = 0
  var bit: UInt128 = 1 << 14
  while bit > 0 {
    let trial = (whole | bit) * UInt128(weight)
    if trial * trial <= radicand { whole |= bit }
    bit >>= 1
  }
  let halfway = (2 * whole + 1) * UInt128(weight)
  let square = halfway * halfway
  if 4 * radicand > square || (4 * radicand == square && whole & 1 != 0) { whole += 1 }
  return Int16(whole)
}
