import Imagery
import Testing

@testable import ChangeDetection

struct SeriesBlockTests {
  @Test func `planes come back pixel by pixel, and what is not usable is no data`() {
    let dates = PixelSeriesFactory.dates(years: 1, step: 100)
    var block = SeriesBlock(width: 7, height: 11, dates: dates)
    for date in dates.indices {
      for index in SeriesIndex.allCases {
        let plane = (0..<77).map { Int16(1000 * date + 100 * index.rawValue + $0) }
        let usable = (0..<77).map { UInt8(($0 + date) % 3 == 0 ? 0 : 1) }
        block.fill(index, date: date, from: plane.span, usable: usable.span)
      }
    }
    for date in dates.indices {
      for index in SeriesIndex.allCases {
        for pixel in 0..<77 {
          let expected =
            (pixel + date) % 3 == 0
            ? IndexValue.noData : Int16(1000 * date + 100 * index.rawValue + pixel)
          #expect(block.value(index, date: date, pixel: pixel) == expected)
        }
      }
    }
    block.reshape(width: 2, height: 1, dates: Array(dates.prefix(1)))
    #expect(block.value(.vegetation, date: 0, pixel: 1) == IndexValue.noData)
  }

  @Test func `seasons are twelfths of the year, leap years included`() {
    for year in 1972...2100 {
      for (month, day, season) in [(1, 3, 0), (2, 29, 1), (7, 15, 6), (12, 28, 11)] {
        guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
        #expect(SeriesCalendar.season(of: date.dayNumber) == UInt8(season))
        let windows = SeriesCalendar.windows(of: date.dayNumber, margin: 7)
        #expect(windows & 1 << UInt16(season) != 0)
        #expect((1...2).contains(windows.nonzeroBitCount))
      }
    }
  }
}
