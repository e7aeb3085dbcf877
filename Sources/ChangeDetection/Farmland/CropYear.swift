public import Imagery

/// Twelve months of farming from a fixed day on, which may wrap New Year, such as 2023-10-01 to 2024-09-30.
public struct CropYear: Hashable, Sendable {
  /// The day on which every crop year of this calendar starts.
  public let start: MonthDay
  /// The calendar year of the first day.
  public let startYear: Int

  /// Creates the crop year that starts in a calendar year.
  public init(start: MonthDay, startYear: Int) {
    self.start = start
    self.startYear = startYear
  }

  /// The first day.
  public var firstDay: CalendarDate { start.date(in: startYear) }
  /// The last day.
  public var lastDay: CalendarDate {
    CalendarDate(dayNumber: start.date(in: startYear + 1).dayNumber - 1)
  }
  /// All days.
  public var days: ClosedRange<CalendarDate> { firstDay...lastDay }
  /// The number of days, 365 or 366.
  public var length: Int { lastDay.dayNumber - firstDay.dayNumber + 1 }
  /// The crop year before.
  public var previous: CropYear { CropYear(start: start, startYear: startYear - 1) }
  /// The crop year after.
  public var next: CropYear { CropYear(start: start, startYear: startYear + 1) }
}

extension CropYear: Comparable {
  /// Earlier crop years come first.
  public static func < (left: CropYear, right: CropYear) -> Bool {
    (left.startYear, left.start) < (right.startYear, right.start)
  }
}

extension CropYear: CustomStringConvertible {
  /// `2023/24`, or `2023` for a crop year that is a calendar year.
  public var description: String {
    guard start != .first(of: 1) else { return "\(startYear)" }
    let end = (startYear + 1) % 100
    return "\(startYear)/\(end < 10 ? "0" : "")\(end)"
  }
}
