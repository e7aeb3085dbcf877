import Foundation
import Reporting
import TestSupport
import Testing

/// Pages as a browser lays them out, on a desk and on a phone.
@Suite(.enabled(if: Chromium.program != nil)) struct PageLayoutTests {
  @Test(arguments: ReportLanguage.allCases)
  func `pages fit the screen of a desk and of a phone`(language: ReportLanguage) throws {
    let document = try makeClueDocument()
    var tile = TileDocument(
      tile: "50RMU-1", crs: "EPSG:4548", core: [500_000, 2_757_000, 504_000, 2_760_000],
      decidedShare: 0.873, provenance: document.provenance)
    tile.clues = Array(repeating: document.summary, count: 5)
    tile.refusals = [
      .init(
        subject: String(repeating: "S2B_MSIL2A_20240101T025109_N0510", count: 4), code: "corrupt",
        reason: "damaged")
    ]
    let pages = try [
      HTMLReport.page(document, pictures: recoveryPictures(), language: language),
      HTMLReport.page(tile, pictures: [], language: language),
    ]
    for page in pages {
      let sights = try Chromium.look(at: page, sizes: [(1366, 768), (390, 844)])
      #expect(sights.map(\.width) == [1366, 390])
      for sight in sights {
        #expect(sight.scrollWidth <= sight.width, "at \(sight.width)")
        #expect(sight.overflowing.isEmpty, "at \(sight.width)")
        #expect(sight.smallestText >= 11, "at \(sight.width)")
        #expect(sight.missing.isEmpty)
        #expect(sight.problems.isEmpty)
      }
    }
  }

  @Test func `the browser finds a character without a glyph and a line too wide`() throws {
    let page =
      "<html><head></head><body>\u{10FFFD}<div style='width:2000px'>wide</div></body></html>"
    let sights = try Chromium.look(at: page, sizes: [(390, 844)])
    #expect(sights.first.map { $0.scrollWidth > 390 && !$0.overflowing.isEmpty } == true)
    #expect(sights.first?.missing == "\u{10FFFD}")
  }

  private func recoveryPictures() throws -> [ReportPicture] {
    let scenes = try recoveryScenes()
    let site = try recoverySite()
    return try PlacePictures.draw(
      ReportPlace(outline: site.outline, crs: site.crs), before: scenes[3], after: scenes[4])
  }
}
