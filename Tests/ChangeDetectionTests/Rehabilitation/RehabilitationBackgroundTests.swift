import ChangeDetection
import Imagery
import Testing

/// Series with planted stories: the background must be that of the story, and must change nothing else.
@Suite struct RehabilitationBackgroundTests {
  func finding(
    _ years: ClosedRange<Int>, yearWithoutNBR: Int? = nil,
    parameters: RehabilitationParameters = RehabilitationParameters(), cover: (Int) -> Double
  ) -> RehabilitationFinding {
    var mine = SeriesFactory.series(years, months: 6...9, cover: cover)
    for index in mine.observations.indices
    where mine.observations[index].date.parts.year == yearWithoutNBR {
      mine.observations[index].nbr = .noData
    }
    return RehabilitationDetector(parameters: parameters).examine(
      RehabilitationSubject(mine: mine, until: SeriesFactory.day(years.upperBound, 12, 31)))
  }

  /// Woods until 2007, cleared over two years, grown again from 2012 on.
  static func cleared(_ year: Int) -> Double {
    switch year {
    case ...2007: 0.8
    case 2008: 0.45
    case 2009...2012: 0.1
    default: 0.1 + 0.04 * Double(year - 2012)
    }
  }

  @Test func `a clearing over two years is dated, measured and followed`() throws {
    let background = try #require(finding(2001...2022, cover: Self.cleared).background)
    #expect(background.index == .nbr)
    #expect(background.segmentation.vertices.map(\.year) == [2001, 2007, 2009, 2012, 2022])
    let loss = try #require(background.disturbance)
    #expect(loss.firstYear == 2008 && loss.years == 2)
    // NBR of the factory is 0.8 × cover − 0.1; scatter of dates is below 0.01.
    #expect((loss.change + 0.56).magnitude < 0.01)
  }

  @Test func `where a season lacks NBR cover is segmented`() throws {
    let found = finding(2001...2022, yearWithoutNBR: 2004, cover: Self.cleared)
    let background = try #require(found.background)
    #expect(background.index == .cover)
    #expect(((background.disturbance?.change ?? 0) + 0.7).magnitude < 0.01)
  }

  @Test func `fewer than ten completed seasons are no background`() {
    #expect(finding(2001...2009, cover: Self.cleared).background == nil)
    #expect(finding(2001...2010, cover: Self.cleared).background != nil)
  }

  @Test func `a small loss is a segment and no disturbance`() throws {
    let background = try #require(finding(2001...2020) { $0 < 2010 ? 0.5 : 0.42 }.background)
    #expect(background.segmentation.greatestLoss?.firstYear == 2010)
    #expect(background.disturbance == nil)
  }

  @Test func `what is decided does not depend on the background`() {
    var without = RehabilitationParameters()
    without.backgroundSeasons = .max
    let (with, none) = (
      finding(2001...2022, cover: Self.cleared),
      finding(2001...2022, parameters: without, cover: Self.cleared)
    )
    #expect(none.background == nil)
    #expect(with.state == none.state && with.since == none.since)
    #expect(with.clues == none.clues && with.hints == none.hints && with.tests == none.tests)
    #expect(with.recovery == none.recovery)
  }
}
