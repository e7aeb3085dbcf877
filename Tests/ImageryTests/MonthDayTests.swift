import Foundation
import Imagery
import Testing

@Suite struct MonthDayTests {
  @Test(arguments: [("01-01", 1, 1), ("02-28", 2, 28), ("10-01", 10, 1), ("12-31", 12, 31)])
  func `a day of every year is read and printed`(text: String, month: Int, day: Int) throws {
    let read = try #require(MonthDay(text))
    #expect((read.month, read.day) == (month, day))
    #expect("\(read)" == text)
    #expect(read == MonthDay(month: month, day: day))
    let encoded = try JSONEncoder().encode([read])
    #expect(String(decoding: encoded, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([MonthDay].self, from: encoded) == [read])
  }

  @Test(arguments: [
    "02-29", "02-30", "04-31", "13-01", "00-10", "10-00", "1-01", "10-1", "1001", "10/01", "",
    "10-0a",
    " 10-1", "１０-01", "10-011",
  ])
  func `what is no day of every year is not read`(text: String) {
    #expect(MonthDay(text) == nil)
    let json = Data("[\"\(text)\"]".utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([MonthDay].self, from: json) }
  }

  @Test func `the last day of each month is followed by the first of the next`() throws {
    for month in 1...12 {
      let last = MonthDay.last(of: month).date(in: 2023)
      let next = MonthDay.first(of: month % 12 + 1).date(in: month == 12 ? 2024 : 2023)
      #expect(next.dayNumber - last.dayNumber == 1)
    }
    // A leap year keeps the last day that all years have.
    #expect("\(MonthDay.last(of: 2).date(in: 2024))" == "2024-02-28")
  }

  @Test func `days are ordered within the calendar year`() throws {
    let days = try ["12-31", "01-02", "10-01", "01-01"].map { try #require(MonthDay($0)) }
    #expect(days.sorted().map(\.description) == ["01-01", "01-02", "10-01", "12-31"])
  }
}
