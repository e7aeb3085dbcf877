import ChangeDetection
import Imagery
import TestSupport
import Testing

/// The story of a real quarry, checked against its pictures by eye: pits filled with water between bare ground and grass, a
/// green margin; nothing is rehabilitated from 2019 to 2024, and no pit grows beyond the margin.
@Suite(.enabled(if: TestData.isAvailable, "needs TIANKAN_DATA"))
struct IndianMineTests {
  /// The monsoon hides June to September; October to December is green and clear.
  static var detector: RehabilitationDetector {
    var parameters = RehabilitationParameters()
    parameters.season = GrowingSeason(firstMonth: 10, lastMonth: 12)
    return RehabilitationDetector(parameters: parameters)
  }

  @Test func `a quarry that nobody rehabilitates is not started, whole and in parts`() throws {
    let mine = try IndianMine()
    #expect(mine.scenes.count == 107)
    #expect(mine.leftOut == ["260624"])
    let until = try #require(CalendarDate("2024-12-31"))
    let all = try mine.pixels(inwards: 0.5)
    let inner = try mine.pixels(inwards: 5)
    let innerSet = Set(inner)
    let margin = all.filter { !innerSet.contains($0) }
    let north = inner.filter { $0 / mine.grid.columns < 38 }
    let south = inner.filter { $0 / mine.grid.columns >= 38 }
    let ring = mine.series("margin", margin)
    for (name, pixels) in [("whole", all), ("inner", inner), ("north", north), ("south", south)] {
      let finding = Self.detector.examine(
        RehabilitationSubject(
          mine: mine.series(name, pixels), reference: name == "whole" ? nil : ring, until: until))
      print("mine_1 \(name): \(StoryText.of(finding))")
      #expect(finding.seasons.map(\.year) == [2019, 2020, 2023, 2024])
      #expect(finding.clearObservations > 60)
      #expect(finding.state == .notStarted, "\(name) \(StoryText.of(finding))")
      // The reference tool sees no growth of the excavated area from 2023-05-08 on either.
      #expect(finding.clues.isEmpty, "\(name) \(StoryText.of(finding))")
    }
  }
}
