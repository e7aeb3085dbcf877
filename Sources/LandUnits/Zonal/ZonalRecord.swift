import Imagery

/// What is kept of one quantity over one land unit when all its cells are known; `percentiles` stand beside it.
public struct ZonalRecord: Hashable, Sendable, BitwiseCopyable {
  /// The weight of the cells with data.
  public var weight: Int64
  /// The weight of the cells without data.
  public var missingWeight: Int64
  /// The mean in ten-millionths of an index (a thousandth of a stored value), Σwv/Σw rounded half to even.
  public var mean: Int64
  /// The standard deviation of the covered area in the same unit, √(Σwv²/Σw − (Σwv/Σw)²).
  public var deviation: Int64
  /// The number of cells with data.
  public var cellCount: Int32
  /// The smallest value.
  public var minimum: Int16
  /// The largest value.
  public var maximum: Int16

  /// How many units of `mean` and `deviation` make a stored value.
  public static let precision: Int64 = 1000

  /// The record of a unit without data, or outside the grid.
  public static let empty = ZonalRecord(
    weight: 0, missingWeight: 0, mean: 0, deviation: 0, cellCount: 0, minimum: IndexValue.noData,
    maximum: IndexValue.noData)

  /// Whether a cell has data.
  public var hasData: Bool { weight > 0 }
  /// The covered area in cells, with data or not.
  public var coveredPixels: Double { CoverageWeight.pixels(weight + missingWeight) }
  /// The share of the covered area that has data; 0 where nothing is covered.
  public var validShare: Double {
    weight == 0 ? 0 : Double(weight) / Double(weight + missingWeight)
  }
}

extension ZonalAccumulator {
  /// What is kept of the values, exactly computed from integer sums.
  public func record() -> ZonalRecord {
    guard weight > 0 else {
      var record = ZonalRecord.empty
      record.missingWeight = missingWeight
      return record
    }
    let radicand = UInt128(weight) * squares - UInt128(sum.magnitude) * UInt128(sum.magnitude)
    // Rounded twice: to 53 bits, then to the precision; both steps are the same everywhere (IEEE 754).
    let deviation =
      nearestDouble(radicand).squareRoot() / Double(weight) * Double(ZonalRecord.precision)
    return ZonalRecord(
      weight: weight, missingWeight: missingWeight, mean: scaledMean(),
      deviation: Int64(deviation.rounded(.toNearestOrEven)), cellCount: Int32(cellCount),
      minimum: minimum, maximum: maximum)
  }

  private func scaledMean() -> Int64 {
    let (scaled, isLarge) = sum.multipliedReportingOverflow(by: ZonalRecord.precision)
    guard !isLarge else {
      return Int64(
        (Double(sum) / Double(weight) * Double(ZonalRecord.precision)).rounded(.toNearestOrEven))
    }
    var quotient = scaled / weight
    var rest = scaled % weight
    if rest < 0 {
      quotient -= 1
      rest += weight
    }
    if rest > weight - rest || (rest == weight - rest && quotient & 1 != 0) { quotient += 1 }
    return quotient
  }

  /// Appends the lower weighted quantiles of some percents, ascending; `IndexValue.noData` where there is no value.
  ///
  /// The same as `WeightedTally.quantile(_:of:)` of 100, without making the tally.
  public mutating func appendPercentiles(_ percents: [Int], to values: inout [Int16]) {
    // Without percentiles no values are kept either.
    guard !percents.isEmpty else { return }
    guard weight > 0 else {
      for _ in percents { values.append(IndexValue.noData) }
      return
    }
    distribution.appendQuantiles(
      percents, of: 100, totalWeight: weight, in: minimum...maximum, to: &values)
  }
}

/// The double nearest to a whole number, of two equally near ones the even one: `Double(value)`, which the standard library computes
/// digit by digit.
///
/// The leading 64 bits decide; any bit below them only matters as being there or not, because 11 bits are dropped in any case.
func nearestDouble(_ value: UInt128) -> Double {
  let shift = 64 - value.leadingZeroBitCount
  guard shift > 0 else { return Double(UInt64(truncatingIfNeeded: value)) }
  let leading = UInt64(truncatingIfNeeded: value >> UInt128(shift))
  let hasMore = value & ((UInt128(1) << UInt128(shift)) - 1) != 0
  return Double(leading | (hasMore ? 1 : 0)) * Double(sign: .plus, exponent: shift, significand: 1)
}
