import ChangeDetection
import Foundation
import Imagery
import TestSupport
import Testing

struct CropYearTests {
  private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
  private func monthDay(_ text: String) throws -> MonthDay { try #require(MonthDay(text)) }

  @Test(arguments: [
    ("2023-09-30", "2022/23"), ("2023-10-01", "2023/24"), ("2023-12-31", "2023/24"),
    ("2024-01-01", "2023/24"), ("2024-02-29", "2023/24"), ("2024-09-30", "2023/24"),
    ("1999-10-01", "1999/00"), ("2000-09-30", "1999/00"),
  ])
  func `a crop year from October wraps New Year`(day: String, label: String) throws {
    let year = CropCalendar().cropYear(containing: try date(day))
    #expect("\(year)" == label)
    #expect(year.days.contains(try date(day)))
  }

  @Test func `a crop year that is a calendar year has the year's number`() throws {
    let calendar = CropCalendar(start: try monthDay("01-01"))
    let year = calendar.cropYear(containing: try date("2024-12-31"))
    #expect("\(year)" == "2024")
    #expect(year.firstDay == (try date("2024-01-01")))
    #expect(year.length == 366)
  }

  @Test(arguments: ["02-29", "04-31", "13-01", "00-10", "1-01", "10-1", "10/01", ""])
  func `a start that not every year has is refused`(text: String) {
    #expect(MonthDay(text) == nil)
  }

  @Test func `a rules file with 29 February is refused and says what to write`() throws {
    let decoder = JSONDecoder()
    #expect(throws: DecodingError.self) {
      try decoder.decode([MonthDay].self, from: Data(#"["02-29"]"#.utf8))
    }
    let read = try decoder.decode([MonthDay].self, from: Data(#"["10-01"]"#.utf8))
    #expect(read == [MonthDay(month: 10, day: 1)])
  }

  @Test func `crop years of any start tile the days without gap or overlap`() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let month = Int.random(in: 1...12, using: &generator)
      let day = Int.random(in: 1...28, using: &generator)
      let start = try #require(MonthDay(month: month, day: day))
      let calendar = CropCalendar(start: start)
      let number = Int.random(in: -20_000...60_000, using: &generator)
      let year = calendar.cropYear(containing: CalendarDate(dayNumber: number))
      #expect(year.days.contains(CalendarDate(dayNumber: number)))
      #expect(year.next.firstDay.dayNumber == year.lastDay.dayNumber + 1)
      #expect(year.previous.lastDay.dayNumber == year.firstDay.dayNumber - 1)
      #expect(year.next.previous == year && year < year.next)
      let hasLeapDay = (year.startYear...year.startYear + 1).contains { calendarYear in
        CalendarDate(year: calendarYear, month: 2, day: 29).map(year.days.contains) ?? false
      }
      #expect(year.length == (hasLeapDay ? 366 : 365))
    }
  }

  @Test func `the growing windows of a crop year start in it and close with the late crop`() throws
  {
    let calendar = CropCalendar()
    let year = calendar.cropYear(containing: try date("2024-05-01"))
    let days = calendar.windows.map { calendar.days(of: $0, in: year) }
    #expect(days[0] == (try date("2023-10-01"))...(try date("2024-03-31")))
    #expect(days[1] == (try date("2024-04-01"))...(try date("2024-07-31")))
    #expect(days[2] == (try date("2024-07-01"))...(try date("2024-10-31")))
    #expect(calendar.closingDate(of: year) == (try date("2024-10-31")))
  }

  @Test func `with a crop year from January the winter window reaches into the next year`() throws {
    let calendar = CropCalendar(start: try monthDay("01-01"))
    let year = calendar.cropYear(containing: try date("2024-05-01"))
    let winter = calendar.days(of: calendar.windows[0], in: year)
    #expect(winter == (try date("2024-10-01"))...(try date("2025-03-31")))
    #expect(calendar.closingDate(of: year) == (try date("2025-03-31")))
  }

  @Test func `a window contains its days in every year, also around New Year`() throws {
    let window = GrowingWindow(
      name: "frost", first: try monthDay("12-01"), last: try monthDay("02-28"))
    for day in ["2023-12-01", "2023-12-31", "2024-01-01", "2024-02-28"] {
      #expect(window.contains(try date(day)))
    }
    for day in ["2023-11-30", "2024-02-29", "2024-07-01"] {
      #expect(!window.contains(try date(day)))
    }
  }

  @Test func `a date in two windows belongs to the one with the nearer middle`() throws {
    let calendar = CropCalendar()
    let year = calendar.cropYear(containing: try date("2024-07-05"))
    #expect(calendar.window(at: try date("2024-07-05"), in: year)?.name == "early")
    #expect(calendar.window(at: try date("2024-07-28"), in: year)?.name == "late")
  }

  @Test func `only crop years watched from start to closing date are covered`() throws {
    let calendar = CropCalendar()
    func covered(_ first: String, _ last: String, _ tolerance: Int = 0) throws -> [String] {
      calendar.cropYears(
        coveredFrom: try date(first), until: try date(last), tolerance: tolerance
      ).map { "\($0)" }
    }
    #expect(try covered("2021-10-01", "2023-10-31") == ["2021/22", "2022/23"])
    #expect(try covered("2021-10-02", "2023-10-30") == [])
    #expect(try covered("2021-10-02", "2023-10-31") == ["2022/23"])
    #expect(try covered("2021-10-20", "2022-10-31", 30) == ["2021/22"])
    #expect(try covered("2023-01-01", "2022-01-01") == [])
  }
}
