import Imagery

extension SensingTime {
  /// Reads a day (`20240301`, `2024-03-01`, year and day of year `2024061`) with or without a time.
  ///
  /// The time follows after `T` or a blank: `025531`, `02:55:31`, fractions of seconds dropped, `Z` or `+00:00`
  /// allowed. Another offset from UTC is refused: `nil`.
  init?(_ text: String) {
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard let first = parts.first, parts.count <= 2, let date = Self.day(String(first)) else {
      return nil
    }
    self.init(date: date)
    guard parts.count == 2 else { return }
    guard let second = Self.second(String(parts[1])) else { return nil }
    secondOfDay = second
  }

  /// Reads a day.
  static func day(_ text: String) -> CalendarDate? {
    guard text.count == 7 else { return CalendarDate(text) }
    guard let number = Int(text), number > 0,
      let first = CalendarDate(year: number / 1000, month: 1, day: 1), number % 1000 >= 1
    else { return nil }
    let date = CalendarDate(dayNumber: first.dayNumber + number % 1000 - 1)
    return date.parts.year == number / 1000 ? date : nil
  }

  /// Reads a time of day in UTC as seconds since midnight.
  static func second(_ text: String) -> Int? {
    var clock = text
    for suffix in ["Z", "+00:00", "+0000", "+00"] where clock.hasSuffix(suffix) {
      clock.removeLast(suffix.count)
      break
    }
    if let dot = clock.firstIndex(of: ".") {
      guard clock[clock.index(after: dot)...].allSatisfy(\.isNumber) else { return nil }
      clock = String(clock[..<dot])
    }
    let digits = clock.filter { $0 != ":" }
    guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      clock.count == 6 || clock.count == 8, let number = Int(digits)
    else { return nil }
    let (hour, minute, second) = (number / 10000, number / 100 % 100, number % 100)
    // A leap second counts as the second before.
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return hour * 3600 + minute * 60 + min(second, 59)
  }
}
