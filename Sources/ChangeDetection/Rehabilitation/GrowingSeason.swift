public import Imagery

/// The part of the year in which vegetation is compared from year to year, by months; may wrap New Year.
///
/// Default June to September [P], for temperate China. Where the monsoon hides these months, take those after it. A season that wraps New Year belongs to the year in which it starts.
public struct GrowingSeason: Hashable, Sendable, Codable {
  /// The first month, 1 to 12.
  public var firstMonth: Int
  /// The last month, 1 to 12; earlier than the first where the season wraps New Year.
  public var lastMonth: Int

  /// Creates a season of whole months.
  public init(firstMonth: Int = 6, lastMonth: Int = 9) {
    precondition((1...12).contains(firstMonth) && (1...12).contains(lastMonth), "months are 1...12")
    self.firstMonth = firstMonth
    self.lastMonth = lastMonth
  }

  /// Reads a season; months outside 1 to 12 are an error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let firstMonth = try values.decode(Int.self, forKey: .firstMonth)
    let lastMonth = try values.decode(Int.self, forKey: .lastMonth)
    guard (1...12).contains(firstMonth), (1...12).contains(lastMonth) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: values.codingPath, debugDescription: "months of a season are 1 to 12"))
    }
    self.init(firstMonth: firstMonth, lastMonth: lastMonth)
  }

  /// The year of the season that holds a day; nil outside the season.
  public func year(of date: CalendarDate) -> Int? {
    let (year, month, _) = date.parts
    if firstMonth <= lastMonth { return (firstMonth...lastMonth).contains(month) ? year : nil }
    if month >= firstMonth { return year }
    return month <= lastMonth ? year - 1 : nil
  }

  /// The first day after the season of a year.
  public func end(of year: Int) -> CalendarDate {
    let lastYear = firstMonth <= lastMonth ? year : year + 1
    let (endYear, month) = lastMonth == 12 ? (lastYear + 1, 1) : (lastYear, lastMonth + 1)
    return CalendarDate(year: endYear, month: month, day: 1) ?? CalendarDate(dayNumber: .max)
  }
}
