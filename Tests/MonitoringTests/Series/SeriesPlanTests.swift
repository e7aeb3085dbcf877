import Geometry
import Imagery
import LandUnits
import TestSupport
import Testing

@testable import Monitoring

@Suite struct SeriesPlanTests {
  let area: TestGrid

  init() throws { area = try TestGrid(columns: 1300, rows: 700) }

  func layout(_ outlines: [MultiPolygon]) throws -> UnitLayout {
    SeriesUnits(
      outlines.enumerated().map { ("cropland", "\($0.offset)", $0.element) }, on: area.grid
    ).layout
  }

  @Test(arguments: [16, 32, 128, 512])
  func `blocks cover the core once and each unit's cells at least once`(height: Int) throws {
    var random = SeededGenerator(seed: 7)
    let outlines = (0..<60).map { _ in
      let left = Double.random(in: 0...1200, using: &random)
      let top = Double.random(in: 0...600, using: &random)
      return area.rectangle(
        left, top, left + Double.random(in: 3...90, using: &random),
        top + Double.random(in: 3...90, using: &random))
    }
    let layout = try layout(outlines)
    let core = window(137, 53, 801, 395)
    let plan = SeriesPlan(
      core: core, isSupervised: { _ in true }, layout: layout, blockHeight: height)
    #expect(plan.blocks.map(\.core.pixelCount).reduce(0, +) == core.pixelCount)
    #expect(plan.skipped == 0)
    for (number, block) in plan.blocks.enumerated() {
      #expect(core.contains(block.core) || block.core.isEmpty)
      #expect(block.window.contains(block.core) || block.core.isEmpty)
      #expect(area.grid.window.contains(block.window))
      for other in plan.blocks[..<number] {
        #expect(block.core.intersection(other.core).isEmpty)
        #expect(block.window.intersection(other.window).isEmpty)
      }
    }
    for unit in outlines.indices {
      let holders = plan.blocks.indices.filter { plan.blocks[$0].units.contains(unit) }
      let seen = holders.reduce(0) {
        $0 + plan.blocks[$1].window.intersection(layout.window(of: unit)).pixelCount
      }
      #expect(seen == layout.window(of: unit).pixelCount)
      #expect(plan.lastBlock[unit] == holders.last)
    }
  }

  @Test func `blocks hang on the grid, not on the tile`() throws {
    let whole = SeriesPlan(
      core: area.grid.window, isSupervised: { _ in true }, layout: try layout([]),
      blockHeight: 128)
    let part = SeriesPlan(
      core: window(500, 100, 300, 300), isSupervised: { _ in true }, layout: try layout([]),
      blockHeight: 128)
    for block in part.blocks {
      #expect(whole.blocks.contains { $0.window.contains(block.window) })
    }
  }

  @Test func `blocks without a supervised pixel are left out and counted`() throws {
    let unit = area.rectangle(600, 300, 620, 320)
    let plan = SeriesPlan(
      core: area.grid.window, isSupervised: { $0.column < 512 && $0.row < 128 },
      layout: try layout([unit]), blockHeight: 128)
    // 3 × 6 blocks: one is supervised, one holds the unit.
    #expect(plan.blocks.count == 2)
    #expect(plan.skipped == 16)
    #expect(plan.blocks[0].core == window(0, 0, 512, 128))
    #expect(plan.blocks[1].core.isEmpty)
    #expect(plan.blocks[1].units == [0])
  }

  @Test func `without core and units there is nothing to read`() throws {
    let plan = SeriesPlan(
      core: window(0, 0, 0, 0), isSupervised: { _ in true }, layout: try layout([]),
      blockHeight: 64)
    #expect(plan.blocks.isEmpty)
  }
}
