/// The standard normal distribution, by basic operations only, so that every machine gives the same digits.
enum NormalDistribution {
  /// The probability of a value at least |z| away from zero; absolute error below 2·10⁻¹⁴.
  static func twoSidedTail(_ z: Double) -> Double {
    let distance = z.magnitude
    guard distance < 9 else { return 0 }
    // Φ(z) − ½ = φ(z) Σ z^(2k+1)/(1·3·…·(2k+1)): all terms positive, nothing cancels.
    var term = distance
    var sum = distance
    var odd = 1.0
    while term > sum * 1e-17 {
      odd += 2
      term *= distance * distance / odd
      sum += term
    }
    let inverseRootOfTwoPi = 0.398_942_280_401_432_7
    let inside = 2 * inverseRootOfTwoPi * exponential(minus: distance * distance / 2) * sum
    return max(0, min(1, 1 - inside))
  }

  /// The density at z.
  static func density(_ z: Double) -> Double {
    0.398_942_280_401_432_7 * exponential(minus: z * z / 2)
  }

  /// e^(−x) for 0 ≤ x ≤ 41, and 0 beyond: Taylor's series of x/64 < 0.65, squared six times: every squaring doubles the
  /// relative error.
  static func exponential(minus x: Double) -> Double {
    guard x <= 41 else { return 0 }
    let small = x / 64
    var power = 1.0
    var sum = 1.0
    for step in 1...20 {
      power *= -small / Double(step)
      sum += power
    }
    for _ in 0..<6 { sum *= sum }
    return sum
  }
}
