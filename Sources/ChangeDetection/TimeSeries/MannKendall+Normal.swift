/// The standard normal distribution, by basic operations only, so that every machine gives the same digits.
enum NormalDistribution {
  /// The probability of a value at least |z| away from zero; absolute error below 10⁻¹⁴.
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

  /// e^(−x) for 0 ≤ x ≤ 41: Taylor's series of x/1024, squared ten times.
  private static func exponential(minus x: Double) -> Double {
    let small = x / 1024
    var power = 1.0
    var sum = 1.0
    for step in 1...12 {
      power *= -small / Double(step)
      sum += power
    }
    for _ in 0..<10 { sum *= sum }
    return sum
  }
}
