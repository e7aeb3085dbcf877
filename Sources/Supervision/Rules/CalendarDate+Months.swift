public import Imagery

extension CalendarDate {
  /// The same day of a later or earlier month, or that month's last day where there is no such day.
  public func adding(months: Int) -> CalendarDate {
    let (year, month, day) = parts
    let count = year * 12 + (month - 1) + months
    let target = (year: count / 12, month: count % 12 + 1)
    for candidate in stride(from: day, through: 1, by: -1) {
      if let date = CalendarDate(year: target.year, month: target.month, day: candidate) {
        return date
      }
    }
    return self
  }

  /// The first day of the date's month.
  public var firstOfMonth: CalendarDate { CalendarDate(dayNumber: dayNumber - parts.day + 1) }
}
