public import Imagery

/// A value of a record of the register.
public enum RegisterValue: Hashable, Sendable {
  /// A text, a code or an identifier.
  case text(String)
  /// Several texts.
  case texts([String])
  /// A day.
  case date(CalendarDate)
  /// An area.
  case area(LandArea)
  /// A whole number.
  case integer(Int)
  /// A share in millionths.
  case share(Int)
}

extension RegisterValue: CustomStringConvertible {
  /// The text in which stores and exports keep the value: days as 2024-03-01, areas in square metres, lists with `;`.
  public var description: String {
    switch self {
    case .text(let text): text
    case .texts(let texts): texts.joined(separator: ";")
    case .date(let date): "\(date)"
    case .area(let area): "\(area)"
    case .integer(let number): "\(number)"
    case .share(let millionths):
      millionths % 1_000_000 == 0
        ? "\(millionths / 1_000_000)" : "\(Double(millionths) / 1_000_000)"
    }
  }

  /// Reads the text that a store keeps; nil where it does not fit the column.
  public init?(stored text: String, as content: RegisterColumn.Content) {
    switch content {
    case .text, .code, .reference: self = .text(text)
    case .texts, .references:
      self = .texts(text.split(separator: ";").map(String.init))
    case .date:
      guard let date = CalendarDate(text) else { return nil }
      self = .date(date)
    case .area:
      guard let number = Double(text), let area = LandArea(squareMetres: number) else { return nil }
      self = .area(area)
    case .integer:
      guard let number = Int(text) else { return nil }
      self = .integer(number)
    case .share:
      guard let number = Double(text), (0...1).contains(number) else { return nil }
      self = .share(Int((number * 1_000_000).rounded()))
    }
  }
}
