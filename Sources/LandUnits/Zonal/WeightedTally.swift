/// The different values of a land unit in ascending order, with cumulative weights: quantiles and shares, exact.
public struct WeightedTally: Hashable, Sendable {
  struct Step: Hashable, Sendable, BitwiseCopyable {
    var value: Int16
    /// The weight of all values up to this one.
    var cumulativeWeight: Int64
  }

  /// At least one.
  let steps: [Step]

  /// The weight of all values.
  public var totalWeight: Int64 { steps[steps.count - 1].cumulativeWeight }
  /// The smallest value.
  public var minimum: Int16 { steps[0].value }
  /// The largest value.
  public var maximum: Int16 { steps[steps.count - 1].value }

  /// The lower weighted quantile of p = `numerator`/`denominator`: the smallest value v whose cumulative weight, that of all values ≤ v, is
  /// at least p times the total weight.
  ///
  /// It is always a value that occurs; nothing is interpolated. With equal weights it is the inverse of the empirical distribution
  /// function, definition 1 of Hyndman and Fan 1996.
  public func quantile(_ numerator: Int, of denominator: Int) -> Int16 {
    precondition(numerator >= 0 && denominator > 0 && numerator <= denominator, "not a share")
    let target = Int128(totalWeight) * Int128(numerator)
    let position = firstStep { Int128($0.cumulativeWeight) * Int128(denominator) >= target }
    return steps[position].value
  }

  /// The median: the lower weighted quantile of 1/2.
  public var median: Int16 { quantile(1, of: 2) }

  /// The weight of all values smaller than `value`; divided by `totalWeight`, the share below a threshold.
  public func weight(below value: Int16) -> Int64 {
    let position = firstStep { $0.value >= value }
    return position == 0 ? 0 : steps[position - 1].cumulativeWeight
  }

  /// The weight of all values larger than `value`.
  public func weight(above value: Int16) -> Int64 {
    let position = firstStep { $0.value > value }
    return position == 0 ? totalWeight : totalWeight - steps[position - 1].cumulativeWeight
  }

  /// The first step for which a condition holds that holds for all later ones as well.
  private func firstStep(_ condition: (Step) -> Bool) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if condition(steps[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
