import Diagnostics
import Geometry
import Imagery
import Testing

@testable import Monitoring

@Suite struct LayerCountsTests {
  private func counts(_ fields: Int, beside: Int = 0) throws -> LayerCounts {
    let area = try TestGrid(columns: 10, rows: 10)
    let inside = Array(repeating: area.rectangle(1, 1, 3, 3), count: fields)
    let outside = Array(repeating: area.rectangle(30, 1, 33, 3), count: beside)
    return LayerCounts(
      [.cropland: inside + outside, .counties: [area.rectangle(-5, -5, 15, 15)]], on: area.grid)
  }

  private func message(_ now: LayerCounts, after before: [String: Int]) -> String? {
    do throws(TiankanError) {
      try now.check(against: before, sources: [.cropland: "dltb.gpkg"])
      return nil
    } catch {
      return error.code == .layerShrank
        ? "\(error.subject ?? ""): \(error.message)" : "\(error.code)"
    }
  }

  @Test func `units that meet the grid are counted, and kept under the name of their layer`() throws
  {
    #expect(try counts(4, beside: 3).items == ["layer_cropland": 4, "layer_counties": 1])
  }

  @Test func `a layer may lose half of its units, and not more`() throws {
    let before = try counts(10).items
    #expect(message(try counts(10), after: before) == nil)
    #expect(message(try counts(25), after: before) == nil)
    #expect(message(try counts(5), after: before) == nil)
    let refusal = try #require(message(try counts(4), after: before))
    #expect(refusal.hasPrefix("dltb.gpkg: the layer cropland had 10 units"))
    #expect(refusal.contains("has 4 now"))
    #expect(refusal.contains("--accept-layer-change"))
    #expect(message(try counts(0), after: try counts(1).items) != nil)
  }

  @Test func `a layer that lies elsewhere or is not named any more has no units`() throws {
    #expect(message(try counts(0, beside: 10), after: try counts(10).items) != nil)
    let refusal = try #require(message(try counts(1), after: ["layer_mines": 1]))
    #expect(refusal.hasPrefix("layers: mines"))
  }

  @Test func `what an earlier program did not count is not compared`() throws {
    #expect(message(try counts(0), after: ["scenes": 100, "units": 12]) == nil)
  }
}
