/// When a scene was acquired: a day, and the second of the day (UTC) where the metadata says it.
public struct SensingTime: Hashable, Sendable, Comparable {
  /// The day, UTC.
  public var date: CalendarDate
  /// Seconds since midnight UTC; `nil` where only the day is known.
  public var secondOfDay: Int?

  /// Creates a sensing time.
  public init(date: CalendarDate, secondOfDay: Int? = nil) {
    self.date = date
    self.secondOfDay = secondOfDay
  }

  /// Earlier times come first; a day without a time comes before the same day with one.
  public static func < (left: SensingTime, right: SensingTime) -> Bool {
    (left.date.dayNumber, left.secondOfDay ?? -1) < (right.date.dayNumber, right.secondOfDay ?? -1)
  }
}

extension SensingTime: CustomStringConvertible {
  /// ISO 8601: `2024-03-01T02:55:31Z`, or the day alone.
  public var description: String {
    guard let secondOfDay else { return date.description }
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let hour = padded(secondOfDay / 3600)
    let minute = padded(secondOfDay / 60 % 60)
    return "\(date)T\(hour):\(minute):\(padded(secondOfDay % 60))Z"
  }
}
