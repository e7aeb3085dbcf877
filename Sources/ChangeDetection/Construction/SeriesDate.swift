public import Imagery

/// One acquisition of a series of pixels: its day and the satellite that saw it.
public struct SeriesDate: Hashable, Sendable {
  /// Days since 1970-01-01.
  public var day: UInt16
  /// The satellite, as its position in `SeriesBlock.platforms`.
  public var platform: UInt8

  /// Creates a date; a day before 1970 or after 2149-06-05 is a programmer's error.
  public init(_ date: CalendarDate, platform: Int = 0) {
    day = UInt16(date.dayNumber)
    self.platform = UInt8(platform)
  }

  /// The day as a date.
  public var date: CalendarDate { CalendarDate(dayNumber: Int(day)) }
}

extension SeriesDate: Comparable {
  /// Earlier days come first; on one day, platforms in their order.
  public static func < (left: SeriesDate, right: SeriesDate) -> Bool {
    (left.day, left.platform) < (right.day, right.platform)
  }
}
