/// The distribution of the ratio of two mean squares (Fisher, Snedecor).
enum FDistribution {
  /// The natural logarithm of the probability of a ratio of at least F if there is nothing but noise: right to 12 digits
  /// of the probability however small it is, because it is never formed.
  ///
  /// P(≥ F) = I_x(d/2, m) with x = d/(d + 2m F), the regularised incomplete beta function. For a whole m it is a finite sum
  /// of positive terms (Abramowitz and Stegun 1964, 26.5.6 and 26.6.4), so that nothing cancels and no continued fraction is needed:
  ///
  ///     I_x(d/2, m) = x^(d/2) Σ_{i=0}^{m−1} (1 − x)^i (d/2)(d/2 + 1)…(d/2 + i − 1)/i!
  ///
  /// - Parameters:
  ///   - ratio: F; 0 and less have probability 1, infinity has 0.
  ///   - half: m, half the degrees of freedom of the mean square above; at least 1.
  ///   - degrees: d, those of the mean square below; at least 1.
  static func logUpperTail(_ ratio: Double, half: Int, degrees: Int) -> Double {
    precondition(half >= 1 && degrees >= 1, "degrees of freedom are positive")
    guard ratio > 0 else { return 0 }
    let odds = 2 * Double(half) * ratio / Double(degrees)
    guard odds.isFinite else { return -.infinity }
    let below = Double(degrees) / 2
    let rest = odds / (1 + odds)
    var term = 1.0
    var sum = 1.0
    for i in 1..<max(half, 1) {
      term *= rest * (below + Double(i - 1)) / Double(i)
      sum += term
    }
    let logarithm =
      ElementaryFunctions.naturalLogarithm(sum)
      - below * ElementaryFunctions.naturalLogarithm(1 + odds)
    return min(0, logarithm)
  }
}
