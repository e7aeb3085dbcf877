public import Imagery
import Supervision

extension RegisterReporter {
  /// The day up to which the report of a month counts: the last of `2025-09`, or the day `2025-09-15` itself; nil for other texts.
  public static func lastDay(of text: String) -> CalendarDate? {
    if let day = CalendarDate(text) { return day }
    guard text.count == 7, let first = CalendarDate("\(text)-01") else { return nil }
    return CalendarDate(dayNumber: first.adding(months: 1).dayNumber - 1)
  }
}
