/// A number that a rule states, kept exactly: 5, 1.5, 1/3.
public struct Ratio: Hashable, Sendable {
  /// The numerator.
  public let numerator: Int64
  /// The denominator; positive.
  public let denominator: Int64

  /// Creates a number.
  public init(_ numerator: Int64, over denominator: Int64 = 1) {
    precondition(denominator > 0, "a denominator is positive")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Reads `5`, `-0.01`, `1.5` (up to nine decimals) or `1/3`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let top = Int64(parts[0]), let bottom = Int64(parts[1]), bottom > 0 else { return nil }
      self.init(top, over: bottom)
      return
    }
    guard parts.count == 1 else { return nil }
    let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard digits.count <= 2, digits.count == 1 || (1...9).contains(digits[1].count),
      digits.count == 1 || digits[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int64(digits.joined())
    else { return nil }
    var denominator: Int64 = 1
    if digits.count == 2 { for _ in digits[1] { denominator *= 10 } }
    self.init(value, over: denominator)
  }

  /// The number to the precision of a double.
  public var value: Double { Double(numerator) / Double(denominator) }
}

extension Ratio: CustomStringConvertible {
  /// A whole number or decimals where there are any, else the fraction.
  public var description: String {
    if denominator == 1 { return "\(numerator)" }
    var rest = denominator
    while rest % 2 == 0 { rest /= 2 }
    while rest % 5 == 0 { rest /= 5 }
    return rest == 1 ? "\(value)" : "\(numerator)/\(denominator)"
  }
}
