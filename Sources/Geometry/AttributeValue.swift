/// The value of an attribute of a feature, as vector formats know it.
public enum AttributeValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
}

extension AttributeValue {
  /// The value as text; `nil` for null.
  public var text: String? {
    switch self {
    case .null: nil
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .text(let value): value
    }
  }

  /// The value as a number; `nil` for null and for text that is no number.
  public var number: Double? {
    switch self {
    case .null: nil
    case .integer(let value): Double(value)
    case .real(let value): value
    case .text(let value): Double(value)
    }
  }
}
