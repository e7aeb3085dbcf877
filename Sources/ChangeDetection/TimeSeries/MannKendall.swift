/// The Mann-Kendall test for a monotonic trend, with the exact variance under ties and the correction for continuity.
///
/// S counts the pairs that rise minus the pairs that fall; under "no trend" its variance is
/// (n(n−1)(2n+5) − Σ t(t−1)(2t+5))/18 with t the sizes of groups of equal values, and
/// z = (S − sign S)/√variance is compared with the normal distribution, two-sided. With several groups (months, for
/// example) S and variance add up over groups: the seasonal test of Hirsch, Slack and Smith 1982, which assumes that
/// groups are independent. Mann 1945, doi:10.2307/1907187; Kendall 1975; doi:10.1029/WR018i001p00107.
public struct MannKendall: Hashable, Sendable {
  /// Rising minus falling pairs.
  public var score: Int
  /// The variance of the score if there is no trend.
  public var variance: Double
  /// The number of values.
  public var count: Int

  /// Tests values in order of time.
  ///
  /// - Complexity: O(n²).
  public init(_ values: [Double]) { self.init(groups: [values]) }

  /// Tests several groups of values, each in order of time; pairs are formed inside a group only.
  ///
  /// - Complexity: O(Σ n²).
  public init(groups: [[Double]]) {
    score = 0
    count = 0
    var scaled = 0
    for values in groups {
      count += values.count
      for late in values.indices {
        for early in 0..<late {
          score += values[late] > values[early] ? 1 : values[late] < values[early] ? -1 : 0
        }
      }
      scaled += Self.scaledVariance(values)
    }
    variance = Double(scaled) / 18
  }

  /// Eighteen times the variance, which is a whole number.
  private static func scaledVariance(_ values: [Double]) -> Int {
    func term(_ count: Int) -> Int { count * (count - 1) * (2 * count + 5) }
    var result = term(values.count)
    let sorted = values.sorted()
    var start = 0
    for index in sorted.indices
    where index + 1 == sorted.count || sorted[index + 1] != sorted[index] {
      result -= term(index + 1 - start)
      start = index + 1
    }
    return result
  }

  /// The score in standard deviations, moved by one towards zero; 0 where all values are equal or there are fewer than two.
  public var z: Double {
    guard variance > 0, score != 0 else { return 0 }
    return Double(score - score.signum()) / variance.squareRoot()
  }

  /// The two-sided probability of a score at least as far from zero if there is no trend.
  public var probability: Double { NormalDistribution.twoSidedTail(z) }
}
