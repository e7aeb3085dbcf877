/// A yearly curve a₀ + a₁ cos ωt + b₁ sin ωt (+ a₂ cos 2ωt + b₂ sin 2ωt), ω = 2π/365.25 days, fitted robustly.
///
/// Coefficients are in the units of the values. The second harmonic follows from the first by the double angle.
public struct HarmonicModel: Hashable, Sendable {
  /// a₀, a₁, b₁, a₂, b₂, then unused; zero where the order has no such term.
  public var coefficients: SIMD8<Double>
  /// 1.4826 × the median absolute residual.
  public var deviation: Double

  /// The curve's value at a phase, given the cosine and sine of ωt.
  @inlinable
  public func value(cosine: Double, sine: Double) -> Double {
    let first = coefficients[0] + coefficients[1] * cosine + coefficients[2] * sine
    let second =
      (cosine * cosine - sine * sine) * coefficients[3] + 2 * cosine * sine * coefficients[4]
    return first + second
  }
}
