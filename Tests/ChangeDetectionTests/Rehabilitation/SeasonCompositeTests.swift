import ChangeDetection
import Imagery
import Testing

@Suite struct SeasonCompositeTests {
  @Test func `a season is the median over its dates, a year without any is left out`() throws {
    let observations = [
      SeriesFactory.observation(SeriesFactory.day(2019, 5), cover: 0.9),
      SeriesFactory.observation(SeriesFactory.day(2019, 6), cover: 0.2),
      SeriesFactory.observation(SeriesFactory.day(2019, 7), cover: 0.5),
      SeriesFactory.observation(SeriesFactory.day(2019, 8), cover: 0.3),
      SeriesFactory.observation(SeriesFactory.day(2021, 7), cover: 0.4),
      SeriesFactory.observation(SeriesFactory.day(2021, 8), cover: 0.6),
    ]
    let seasons = SeasonComposite.composites(of: observations, season: GrowingSeason())
    #expect(seasons.map(\.year) == [2019, 2021])
    #expect(seasons.map(\.cover) == [0.3, 0.5])
    #expect(seasons.map(\.count) == [3, 2])
    let first = try #require(seasons.first)
    #expect(first.dates == SeriesFactory.day(2019, 6)...SeriesFactory.day(2019, 8))
    #expect(first.covers == [0.2, 0.5, 0.3])
  }

  @Test func `indices a sensor lacks stay nil`() throws {
    let season = SeasonComposite.composites(
      of: [
        SeriesFactory.observation(SeriesFactory.day(2019, 7), cover: 0.5, hasSWIR: false)
      ], season: GrowingSeason())
    let only = try #require(season.first)
    #expect(only.bsi == nil && only.nbr == nil)
    #expect(only.ndvi != nil && only.brightness != nil)
  }

  @Test func `running cover looks back over thirty days`() {
    let observations = [(1, 0.1), (11, 0.5), (21, 0.3), (31, 0.2)].map {
      SeriesFactory.observation(SeriesFactory.day(2019, 7, $0.0), cover: $0.1)
    }
    let running = RunningCover.series(of: observations, days: 30)
    #expect(running.map(\.count) == [1, 2, 3, 3])
    #expect(running.map { ($0.cover * 1000).rounded() } == [100, 300, 300, 300])
  }
}
