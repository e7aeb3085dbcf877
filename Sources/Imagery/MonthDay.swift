/// A day that comes every year, such as the start of the crop year: month and day.
///
/// February 29 does not come every year and is no such day.
public struct MonthDay: Hashable, Sendable {
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month.
  public let day: Int

  /// Creates a day; `nil` where not every year has it.
  public init?(month: Int, day: Int) {
    // 2023 is no leap year.
    guard CalendarDate(year: 2023, month: month, day: day) != nil else { return nil }
    self.month = month
    self.day = day
  }

  /// Reads `10-01`; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]),
      let day = Int(parts[1])
    else { return nil }
    self.init(month: month, day: day)
  }

  /// January 1.
  public static let newYear = MonthDay(january: 1)

  private init(january day: Int) {
    month = 1
    self.day = day
  }
}

extension MonthDay: CustomStringConvertible {
  /// `10-01`.
  public var description: String {
    "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// The day in a year.
  public func date(in year: Int) -> CalendarDate {
    // Every year from 1 to 9999 has the day, which the initialiser checked.
    CalendarDate(year: year, month: month, day: day) ?? CalendarDate(dayNumber: 0)
  }
}
