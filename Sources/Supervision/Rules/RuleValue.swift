public import Imagery

/// A value that is held against a rule.
public enum RuleValue: Hashable, Sendable {
  /// An area.
  case area(LandArea)
  /// A part of a whole.
  case share(LandArea, of: LandArea)
  /// A plain number.
  case number(Double)
  /// The time from one day to another.
  case period(CalendarDate, CalendarDate)

  /// Reads `10.01 亩`, `6666.67 m2`, `5 亩 of 100 亩`, `2025-07-01..2028-07-01` or `58`; nil for anything else.
  public init?(_ text: String) {
    if let dots = text.firstRange(of: "..") {
      guard let from = CalendarDate(String(text[..<dots.lowerBound])),
        let to = CalendarDate(String(text[dots.upperBound...]))
      else { return nil }
      self = .period(from, to)
      return
    }
    if let mark = text.firstRange(of: " of ") {
      guard let part = Self.area(text[..<mark.lowerBound]),
        let whole = Self.area(text[mark.upperBound...])
      else { return nil }
      self = .share(part, of: whole)
      return
    }
    if let area = Self.area(text[...]) {
      self = .area(area)
    } else if let number = Double(text), number.isFinite {
      self = .number(number)
    } else {
      return nil
    }
  }

  private static func area(_ text: Substring) -> LandArea? {
    let words = text.split(separator: " ")
    guard words.count == 2, let number = Double(words[0]) else { return nil }
    switch words[1] {
    case "亩", "mu": return LandArea(mu: number)
    case "m2", "m²": return LandArea(squareMetres: number)
    case "ha": return LandArea(squareMetres: number * 10_000)
    default: return nil
    }
  }
}

extension RuleValue: CustomStringConvertible {
  /// The value with its unit; areas in both units.
  public var description: String {
    switch self {
    case .area(let area): "\(area.muText) 亩 = \(area) m2"
    case .share(let part, let whole): "\(part.muText) 亩 of \(whole.muText) 亩"
    case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .period(let from, let to): "\(from)..\(to)"
    }
  }
}
