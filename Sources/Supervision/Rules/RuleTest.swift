import Imagery

/// A comparison that a rule makes: an operator, a number and its unit.
public struct RuleTest: Hashable, Sendable {
  /// How a value stands to the number.
  public enum Comparison: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "=="
    case greaterOrEqual = ">="
    case greater = ">"

    /// Whether two values stand so to each other.
    public func holds<Value: Comparable>(_ value: Value, _ threshold: Value) -> Bool {
      switch self {
      case .less: value < threshold
      case .lessOrEqual: value <= threshold
      case .equal: value == threshold
      case .greaterOrEqual: value >= threshold
      case .greater: value > threshold
      }
    }
  }

  /// What the number counts.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case mu = "亩"
    case squareMetres = "m2"
    case hectares = "ha"
    case percent = "%"
    case share
    case years, months, days
    /// A plain number: projects, degrees, points.
    case count = ""

    /// Whether values are areas.
    public var isArea: Bool { self == .mu || self == .squareMetres || self == .hectares }
    /// Whether values are parts of a whole.
    public var isShare: Bool { self == .percent || self == .share }
  }

  /// The operator.
  public var comparison: Comparison
  /// The number.
  public var threshold: Ratio
  /// What the number counts.
  public var unit: Unit

  /// Creates a comparison.
  public init(_ comparison: Comparison, _ threshold: Ratio, _ unit: Unit) {
    self.comparison = comparison
    self.threshold = threshold
    self.unit = unit
  }

  /// Reads `> 10 亩`, `<= 5 %`, `>= 65`; nil for anything else.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2 || words.count == 3,
      let comparison = Comparison(rawValue: "\(words[0])"),
      let threshold = Ratio(words[1]),
      let unit = Unit(rawValue: words.count == 3 ? "\(words[2])" : "")
    else { return nil }
    self.init(comparison, threshold, unit)
  }

  /// The threshold as an area; nil for other units.
  public var area: LandArea? {
    let perUnit: Int128
    switch unit {
    case .mu: perUnit = LandArea.partsPerMu
    case .squareMetres: perUnit = LandArea.partsPerSquareMetre
    case .hectares: perUnit = LandArea.partsPerSquareMetre * 10_000
    default: return nil
    }
    return LandArea(
      parts: Int128(threshold.numerator) * perUnit / Int128(threshold.denominator))
  }
}

extension RuleTest {
  /// Whether a value passes; nil where it is of another kind than the threshold, or a share of nothing.
  ///
  /// Areas and shares are compared as whole numbers, so that a value that equals the threshold in 亩 equals it in square
  /// metres. A period of n years or months ends on the same day of the month, or on its last where there is no such day.
  public func holds(_ value: RuleValue) -> Bool? {
    switch value {
    case .area(let value):
      guard let area else { return nil }
      return comparison.holds(value, area)
    case .share(let part, let whole):
      guard unit.isShare, whole > .zero else { return nil }
      let hundred: Int128 = unit == .percent ? 100 : 1
      return comparison.holds(
        part.parts * hundred * Int128(threshold.denominator),
        Int128(threshold.numerator) * whole.parts)
    case .number(let value):
      guard unit == .count || unit == .days else { return nil }
      return comparison.holds(value, threshold.value)
    case .period(let from, let to):
      switch unit {
      case .days: return comparison.holds(Double(to.dayNumber - from.dayNumber), threshold.value)
      case .months, .years:
        guard threshold.denominator == 1 else { return nil }
        let months = Int(threshold.numerator) * (unit == .years ? 12 : 1)
        return comparison.holds(to, from.adding(months: months))
      default: return nil
      }
    }
  }

  /// Whether an area prints as the same 亩 as the threshold, so that a reader could not tell on which side it is.
  public func isAtEdge(_ value: RuleValue) -> Bool {
    guard case .area(let value) = value, let area else { return false }
    return value.muText == area.muText && area != .zero
  }
}

extension RuleTest: CustomStringConvertible {
  /// The form in which rule files write it.
  public var description: String {
    "\(comparison.rawValue) \(threshold)" + (unit == .count ? "" : " \(unit.rawValue)")
  }
}
