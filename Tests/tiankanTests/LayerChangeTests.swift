import Foundation
import TestSupport
import Testing

/// A layer that lost most of its units stops a run, until somebody says that it is so.
@Suite(.enabled(if: Program.hasPython)) struct LayerChangeTests {
  /// An area whose layer cropland is a copy with only some of the parcels.
  private func area(keepingEvery step: Int) throws -> PublishedArea {
    let area = try PublishedArea()
    let copy = area.path("layers.gpkg")
    try FileManager.default.copyItem(
      atPath: "\(area.area.township.root)/layers.gpkg", toPath: copy)
    _ = try Reference.python(
      """
      source = ogr.Open(sys.argv[1], 1); layer = source.GetLayerByName("cropland"); step = int(sys.argv[2])
      names = [row.GetFID() for row in layer]
      for number, name in enumerate(names):
          if step == 0 or number % step: layer.DeleteFeature(name)
      """, copy, "\(step)")
    let layers = try area.area.layers().map { line in
      line.hasPrefix("  cropland:")
        ? line.replacing("\(area.area.township.root)/layers.gpkg", with: copy) : line
    }
    try area.configure(layers: layers)
    return area
  }

  private func count(_ area: PublishedArea, _ table: String) throws -> Int {
    try #require(Int(try area.sqlite("SELECT count(*) FROM \(table)")))
  }

  @Test(arguments: [0, 4]) func `a run refuses a layer that lost most of its parcels`(
    step: Int
  ) throws {
    let area = try area(keepingEvery: step)
    let before = try area.area.derived()
    let journal = try area.area.journal()
    let state = try area.checksums("state")
    let outcome = try area.area.monitor("--log", "json")
    #expect(outcome.status == 3, "\(outcome.notices)")
    #expect(outcome.notices.contains("\"code\":\"layer-shrank\""))
    #expect(outcome.notices.contains("the layer cropland had"))
    #expect(outcome.notices.contains("--accept-layer-change"))
    // Nothing that is stored was touched.
    #expect(try area.area.derived() == before)
    #expect(try area.area.journal() == journal)
    #expect(try area.checksums("state") == state)
  }

  @Test func `an accepted change goes through, and is what later runs compare with`() throws {
    let area = try area(keepingEvery: 4)
    let parcels = try count(area, "land_unit WHERE layer = 'cropland'")
    let accepted = try area.area.monitor("--accept-layer-change")
    #expect(accepted.status == 0, "\(accepted.notices)")
    #expect(try count(area, "land_unit WHERE layer = 'cropland'") < parcels / 2)
    let next = try area.area.monitor()
    #expect(next.status == 0, "\(next.notices)")
    // More units than before need no word.
    try area.configure()
    let whole = try area.area.monitor()
    #expect(whole.status == 0, "\(whole.notices)")
    #expect(try count(area, "land_unit WHERE layer = 'cropland'") == parcels)
  }

  @Test func `numbers and handling are there again after a run to an earlier day`() throws {
    let area = try PublishedArea()
    let issued = try area.issue("--grid-cell", "东村")
    #expect(issued.status == 0, "\(issued.notices)")
    let list =
      "SELECT clue_key, public_number, handling_state FROM clue WHERE public_number IS NOT NULL ORDER BY 1"
    let before = try area.sqlite(list)
    #expect(before.contains("|issued"))
    let digest = try area.area.derived()
    for day in ["2024-12-31", "2024-03-01", "2023-10-01"] {
      let early = try area.area.monitor("--until", day)
      #expect(early.status == 0, "\(early.notices)")
    }
    #expect(try area.sqlite(list) != before)
    let late = try area.area.monitor()
    #expect(late.status == 0, "\(late.notices)")
    #expect(try area.sqlite(list) == before)
    #expect(try area.area.derived() == digest)
    // Both steps are in the journal.
    let told = try area.sqlite(
      "SELECT group_concat(DISTINCT kind) FROM event WHERE run > 1 AND kind IN ('withdrawn', 'rekeyed', 'reopened')"
    )
    #expect(told.contains("reopened"))
    #expect(told.contains("withdrawn"))
  }
}
