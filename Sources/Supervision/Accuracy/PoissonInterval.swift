import Foundation

/// The exact 95 % interval of the mean of a count (Garwood 1936, Biometrika 28:437): the means for which as many, or as few, would be seen
/// in fewer than 2.5 % of cases.
///
/// Of 0 seen it has an upper end of 3.69: nothing found is no proof of nothing there.
public struct PoissonInterval: Hashable, Sendable {
  /// What was counted.
  public let count: Int
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// Creates the interval of a count of 0 or more.
  ///
  /// - Complexity: O(count), some sixty times.
  public init(count: Int) {
    precondition(count >= 0, "a count is not negative")
    self.count = count
    let limit = 2 * Double(count) + 20
    lower =
      count == 0 ? 0 : Self.solve(below: limit) { 1 - Self.share(upTo: count - 1, $0) < 0.025 }
    upper = Self.solve(below: limit) { Self.share(upTo: count, $0) > 0.025 }
  }

  /// The largest mean for which a condition holds that holds for small ones.
  private static func solve(below limit: Double, _ holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, limit)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }

  /// P(X ≤ most) of a Poisson variable, summed from its logarithms so that large means do not vanish.
  private static func share(upTo most: Int, _ mean: Double) -> Double {
    var logarithm = -mean
    var sum = exp(logarithm)
    for number in stride(from: 1, through: most, by: 1) {
      logarithm += log(mean / Double(number))
      sum += exp(logarithm)
    }
    return sum
  }
}
