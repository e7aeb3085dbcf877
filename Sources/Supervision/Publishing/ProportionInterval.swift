/// A share of counted cases with its confidence interval by Wilson's score (Wilson 1927, JASA 22:209, eq. for p):
///
/// (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n), z = 1.959964 for 95 %.
///
/// It stays within 0 and 1 and has width for 0 or n successes, where p̂ ± z·SE has none.
public struct ProportionInterval: Hashable, Sendable {
  /// The cases with the property.
  public var successes: Int
  /// All cases; at least 1.
  public var count: Int

  /// The quantile of the normal distribution for 95 % on both sides.
  public static let quantile = 1.959963984540054

  /// Creates an interval; nil without cases, of which nothing can be said.
  public init?(successes: Int, of count: Int) {
    guard count > 0, (0...count).contains(successes) else { return nil }
    self.successes = successes
    self.count = count
  }

  /// The share.
  public var share: Double { Double(successes) / Double(count) }
  /// The lower end.
  public var lower: Double { successes == 0 ? 0 : max(0, center - margin) }
  /// The upper end.
  public var upper: Double { successes == count ? 1 : min(1, center + margin) }

  private var squared: Double { Self.quantile * Self.quantile }

  private var center: Double {
    (share + squared / (2 * Double(count))) / (1 + squared / Double(count))
  }

  private var margin: Double {
    let n = Double(count)
    return Self.quantile * (share * (1 - share) / n + squared / (4 * n * n)).squareRoot()
      / (1 + squared / n)
  }
}
