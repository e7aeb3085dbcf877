import Imagery
import Testing

@Suite struct CalendarDateTests {
  // Day numbers: Python, `(datetime.date(y, m, d) - datetime.date(1970, 1, 1)).days`.
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11016), ("2022-01-25", 19017), ("1969-12-31", -1),
    ("2026-11-22", 20779), ("2100-03-01", 47541), ("0001-01-01", -719162),
    ("9999-12-31", 2_932_896),
  ])
  func `days are counted from 1970 as Python counts them`(text: String, dayNumber: Int) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.dayNumber == dayNumber)
    #expect("\(date)" == text)
    #expect(CalendarDate(text.replacing("-", with: "")) == date)
  }

  @Test(arguments: [
    "2023-02-29", "2100-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-4-01", "20240", "",
    "2024/04/01", "2024-04-0a", "２０２４0401",
  ])
  func `what is no day of the calendar is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `every day of 400 years survives the way through its parts`() {
    for dayNumber in stride(from: -146_097, through: 146_097, by: 1) {
      let date = CalendarDate(dayNumber: dayNumber)
      let parts = date.parts
      #expect(CalendarDate(year: parts.year, month: parts.month, day: parts.day) == date)
    }
  }

  @Test func `a sensing time is printed in ISO 8601`() throws {
    let date = try #require(CalendarDate("2024-03-01"))
    #expect("\(SensingTime(date: date, secondOfDay: 10_531))" == "2024-03-01T02:55:31Z")
    #expect("\(SensingTime(date: date))" == "2024-03-01")
    #expect(SensingTime(date: date) < SensingTime(date: date, secondOfDay: 0))
  }
}
