/// Sine and cosine of the day within the year: the one table from which every harmonic model takes its basis.
///
/// A year is 365.25 days, so the phase repeats after 1461 days; day 0 is 1970-01-01. The values come from Taylor series
/// in plain IEEE 754 arithmetic and are within 2·10⁻¹⁶ of the exact ones: the C library's functions differ between
/// machines (with fused multiply-add in 0.06 % of the arguments), these do not.
public struct HarmonicBasis: Sendable {
  /// The days after which phases repeat.
  public static let period = 1461
  /// The table for all uses.
  public static let shared = HarmonicBasis()

  /// Cosine and sine for each day of the period, alternating: 2922 numbers.
  public let values: [Double]

  init() {
    values = (0..<Self.period).flatMap { day in
      let (cosine, sine) = Self.cosineAndSine(ofTurns: 4 * day % Self.period, per: Self.period)
      return [cosine, sine]
    }
  }

  /// Cosine and sine of 2π·k/n, by reduction to the first eighth of the circle.
  static func cosineAndSine(ofTurns k: Int, per n: Int) -> (cosine: Double, sine: Double) {
    let quadrant = 4 * k / n
    // The angle within the quadrant, in units of a quarter turn / n: 0 ..< n.
    let within = 4 * k - quadrant * n
    let (cosine, sine): (Double, Double)
    if 2 * within <= n {
      (cosine, sine) = taylor(Double(within) / Double(n) * (Double.pi / 2))
    } else {
      (sine, cosine) = taylor(Double(n - within) / Double(n) * (Double.pi / 2))
    }
    return switch quadrant {
    case 0: (cosine, sine)
    case 1: (-sine, cosine)
    case 2: (-cosine, -sine)
    default: (sine, -cosine)
    }
  }

  /// Cosine and sine for 0 ≤ x ≤ π/4 by Horner's scheme.
  private static func taylor(_ x: Double) -> (cosine: Double, sine: Double) {
    let square = x * x
    var cosine = 1.0
    var sine = 1.0
    for term in stride(from: 9, through: 1, by: -1) {
      let even = Double((2 * term - 1) * (2 * term))
      let odd = Double((2 * term) * (2 * term + 1))
      cosine = 1 - square / even * cosine
      sine = 1 - square / odd * sine
    }
    return (cosine, sine * x)
  }
}
