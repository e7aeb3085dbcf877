public import Imagery

/// When the crop year of a county starts, and the windows in which its crops stand.
public struct CropCalendar: Hashable, Sendable, Codable {
  /// The first day of the crop year; 10-01 keeps winter rape, wheat and green manure in one crop year.
  public var start: MonthDay
  /// The growing windows, each starting in its crop year.
  public var windows: [GrowingWindow]

  /// Creates a calendar.
  public init(
    start: MonthDay = .first(of: 10), windows: [GrowingWindow] = GrowingWindow.defaults
  ) {
    self.start = start
    self.windows = windows
  }

  /// The crop year that holds a day.
  public func cropYear(containing date: CalendarDate) -> CropYear {
    let year = date.parts.year
    let start = self.start.date(in: year)
    return CropYear(start: self.start, startYear: date < start ? year - 1 : year)
  }

  /// The days of a window in a crop year: its first occurrence that starts on or after the crop year's first day.
  public func days(of window: GrowingWindow, in year: CropYear) -> ClosedRange<CalendarDate> {
    let firstYear = window.first < year.start ? year.startYear + 1 : year.startYear
    let lastYear = window.last < window.first ? firstYear + 1 : firstYear
    return window.first.date(in: firstYear)...window.last.date(in: lastYear)
  }

  /// The day on which a crop year can be judged: its last day or the last day of its latest window, the later one.
  public func closingDate(of year: CropYear) -> CalendarDate {
    windows.map { days(of: $0, in: year).upperBound }.reduce(year.lastDay, max)
  }

  /// The crop years that lie completely between two days: watched from the first day (or from at most `tolerance` days
  /// later) to the closing date.
  public func cropYears(
    coveredFrom first: CalendarDate, until last: CalendarDate, tolerance: Int = 0
  ) -> [CropYear] {
    guard first <= last else { return [] }
    var covered: [CropYear] = []
    var year = cropYear(containing: first)
    while closingDate(of: year) <= last {
      if first.dayNumber <= year.firstDay.dayNumber + tolerance { covered.append(year) }
      year = year.next
    }
    return covered
  }

  /// The window that a day belongs to; of overlapping windows the one whose middle is nearer, then the first listed.
  public func window(at date: CalendarDate, in year: CropYear) -> GrowingWindow? {
    var best: (window: GrowingWindow, distance: Int)?
    for window in windows {
      let days = days(of: window, in: year)
      guard days.contains(date) else { continue }
      let doubled = days.lowerBound.dayNumber + days.upperBound.dayNumber
      let distance = abs(2 * date.dayNumber - doubled)
      if distance < best?.distance ?? .max { best = (window, distance) }
    }
    return best?.window
  }
}
