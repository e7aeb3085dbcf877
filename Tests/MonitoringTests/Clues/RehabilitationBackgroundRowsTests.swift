import ChangeDetection
import Testing

@testable import Monitoring

@Suite struct RehabilitationBackgroundRowsTests {
  /// Ten years of cover, a loss from 2005 to 2006, slow regrowth.
  func background(_ values: [Double]) throws -> RehabilitationBackground {
    let segmentation = try #require(
      AnnualSegmentation(AnnualSeries(firstYear: 2001, values: values)))
    return RehabilitationBackground(
      index: .cover, segmentation: segmentation, leastChange: 0.1)
  }

  @Test func `a loss and a regrowth are a row each, after the row of the whole`() throws {
    let rows = try background([0.8, 0.8, 0.8, 0.8, 0.8, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5])
      .rows(0.1, SegmentationParameters())
    #expect(
      rows.map(\.period) == [
        "background", "background-2001-2005", "background-2005-2006", "background-2006-2012",
      ])
    #expect(
      rows.map(\.state) == [
        "background_disturbed", "background_steady", "background_loss", "background_gain",
      ])
    #expect(rows[0].tests.map(\.name) == ["background_change_cover", "background_probability"])
    #expect(rows[0].tests[0].period == "background-2005-2006")
    #expect(rows[0].tests.allSatisfy { $0.isMet == true })
    #expect((try #require(rows[2].tests[0].value) + 0.6).magnitude < 1e-12)
  }

  @Test func `a level course is one steady segment`() throws {
    let rows = try background(Array(repeating: 0.5, count: 12)).rows(0.1, SegmentationParameters())
    #expect(rows.map(\.state) == ["background_undisturbed", "background_steady"])
    #expect(rows[0].tests.map(\.isMet) == [false, false])
  }
}
