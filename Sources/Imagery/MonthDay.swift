/// A day that every year has, such as 10-01; 02-29 is refused because most years lack it.
public struct MonthDay: Hashable, Sendable, Comparable {
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month.
  public let day: Int

  /// Creates a day; `nil` for 02-29 and where no such day exists.
  public init?(month: Int, day: Int) {
    // 2001 is no leap year, so 02-29 fails here like 04-31.
    guard CalendarDate(year: 2001, month: month, day: day) != nil else { return nil }
    self.month = month
    self.day = day
  }

  private init(checkedMonth month: Int, day: Int) {
    self.month = month
    self.day = day
  }

  /// Reads `10-01`; `nil` for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 5, let date = CalendarDate("2001-" + text) else { return nil }
    let parts = date.parts
    self.init(checkedMonth: parts.month, day: parts.day)
  }

  /// The first day of a month; months outside 1 to 12 are a programmer's error.
  public static func first(of month: Int) -> MonthDay {
    precondition((1...12).contains(month), "a month is 1 to 12")
    return MonthDay(checkedMonth: month, day: 1)
  }

  /// The last day of a month; 28 for February.
  public static func last(of month: Int) -> MonthDay {
    precondition((1...12).contains(month), "a month is 1 to 12")
    let day =
      switch month {
      case 2: 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    return MonthDay(checkedMonth: month, day: day)
  }

  /// The day in a year from 1 to 9999.
  public func date(in year: Int) -> CalendarDate {
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      preconditionFailure("years run from 1 to 9999, and every year has this day")
    }
    return date
  }

  /// Earlier in the calendar year comes first.
  public static func < (left: MonthDay, right: MonthDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}

extension MonthDay: CustomStringConvertible {
  /// The form `10-01`.
  public var description: String {
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(padded(month))-\(padded(day))"
  }
}

extension MonthDay: Codable {
  /// Reads the form `10-01`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = MonthDay(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(text) is no day of every year: write month-day, such as 10-01")
    }
    self = value
  }

  /// Writes the form `10-01`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
