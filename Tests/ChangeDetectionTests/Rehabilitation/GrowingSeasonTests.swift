import ChangeDetection
import Foundation
import Imagery
import Testing

@Suite struct GrowingSeasonTests {
  @Test func `June to September belongs to its year`() {
    let season = GrowingSeason()
    #expect(season.year(of: SeriesFactory.day(2020, 6)) == 2020)
    #expect(season.year(of: SeriesFactory.day(2020, 9, 30)) == 2020)
    #expect(season.year(of: SeriesFactory.day(2020, 10)) == nil)
    #expect(season.end(of: 2020) == SeriesFactory.day(2020, 10))
  }

  @Test func `a season over New Year belongs to the year in which it starts`() {
    let season = GrowingSeason(firstMonth: 11, lastMonth: 2)
    #expect(season.year(of: SeriesFactory.day(2020, 11)) == 2020)
    #expect(season.year(of: SeriesFactory.day(2021, 2, 28)) == 2020)
    #expect(season.year(of: SeriesFactory.day(2021, 3)) == nil)
    #expect(season.end(of: 2020) == SeriesFactory.day(2021, 3))
    #expect(
      GrowingSeason(firstMonth: 10, lastMonth: 12).end(of: 2020) == SeriesFactory.day(2021, 1))
  }

  @Test func `parameters survive JSON, a month 13 does not`() throws {
    var parameters = RehabilitationParameters()
    parameters.season = GrowingSeason(firstMonth: 11, lastMonth: 2)
    let data = try JSONEncoder().encode(parameters)
    #expect(try JSONDecoder().decode(RehabilitationParameters.self, from: data) == parameters)
    let wrong = Data(#"{"firstMonth": 13, "lastMonth": 2}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(GrowingSeason.self, from: wrong)
    }
  }
}
