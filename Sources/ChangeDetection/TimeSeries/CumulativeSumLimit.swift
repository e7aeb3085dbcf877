/// Critical values of cumulative sums of residuals, and the logarithm in their boundary.
///
/// Computed by basic operations only, so that every machine gives the same digits.
enum CumulativeSumLimit {
  /// c of the boundary √(x (x − 1)(c² + ln(x/(x − 1)))): 2 (Φ(c) − c φ(c)) = 2 − α (Chu, Stinchcombe and White 1996).
  static func monitoring(significance: Double) -> Double {
    root {
      NormalDistribution.twoSidedTail($0) + 2 * $0 * NormalDistribution.density($0) - significance
    }
  }

  /// The bound b of |W(t)| ≤ b (1 + 2t), 0 ≤ t ≤ 1, that a Brownian motion crosses with a probability (Brown, Durbin and
  /// Evans 1975): 2 (1 − Φ(3b) + e^(−4b²)(Φ(b) + Φ(5b) − 1) − e^(−16b²)(1 − Φ(b))).
  static func history(significance: Double) -> Double {
    root { bound in
      func upper(_ z: Double) -> Double { NormalDistribution.twoSidedTail(z) / 2 }
      let first = NormalDistribution.exponential(minus: 4 * bound * bound)
      let second = NormalDistribution.exponential(minus: 16 * bound * bound)
      return 2
        * (upper(3 * bound) + first * (1 - upper(bound) - upper(5 * bound)) - second * upper(bound))
        - significance
    }
  }

  /// The root of a falling function between 0.3 and 8, by halving until nothing is left to halve.
  private static func root(_ function: (Double) -> Double) -> Double {
    var (low, high) = (0.3, 8.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if function(middle) > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The natural logarithm of a number of at least 1, by the series of artanh around powers of 2; error below 10⁻¹⁵ of it.
  static func logarithm(_ x: Double) -> Double {
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    let z = (mantissa - 1) / (mantissa + 1)
    let square = z * z
    var sum = 0.0
    var odd = 23.0
    while odd > 0 {
      sum = sum * square + 1 / odd
      odd -= 2
    }
    return 2 * z * sum + exponent * 0.693_147_180_559_945_3
  }
}
