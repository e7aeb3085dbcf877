/// Logarithm and arc tangent by basic operations only, so that every machine and build gives the same digits.
enum ElementaryFunctions {
  /// The natural logarithm of a positive finite number; relative error of some 10⁻¹⁶.
  ///
  /// x = 2ᵉ·m with m in (0.7, 1.42]; ln m = 2 artanh t = 2 Σ t^(2k+1)/(2k+1) with t = (m − 1)/(m + 1), |t| < 0.18.
  static func naturalLogarithm(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "the logarithm of a positive finite number")
    var exponent = x.exponent
    var significand = x.significand
    if significand > 1.414_213_562_373_095_1 {
      significand /= 2
      exponent += 1
    }
    let t = (significand - 1) / (significand + 1)
    let square = t * t
    var sum = 0.0
    for odd in stride(from: 25, through: 3, by: -2) { sum = (sum + 1 / Double(odd)) * square }
    // ln 2 in two parts: the product of the first with an exponent is exact.
    let high = 0x1.62e42fefa3800p-1
    let low = 0x1.ef35793c76730p-45
    return Double(exponent) * high + (2 * t * (1 + sum) + Double(exponent) * low)
  }

  /// The angle, in radians from 0 to π/2, whose tangent is a number from 0 on.
  ///
  /// atan t = 2 atan(t/(1 + √(1 + t²))) three times, then the series Σ (−1)ᵏ t^(2k+1)/(2k+1) with t < 0.1.
  static func arcTangent(_ tangent: Double) -> Double {
    precondition(tangent >= 0, "the tangent of an angle from 0 to π/2")
    if tangent > 1 { return 1.570_796_326_794_896_6 - arcTangent(1 / tangent) }
    var t = tangent
    for _ in 0..<3 { t /= 1 + (1 + t * t).squareRoot() }
    let square = -t * t
    var sum = 0.0
    for odd in stride(from: 19, through: 3, by: -2) { sum = (sum + 1 / Double(odd)) * square }
    return 8 * t * (1 + sum)
  }
}
