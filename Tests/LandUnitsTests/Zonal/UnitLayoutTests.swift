import Geometry
import Imagery
import TestSupport
import Testing

@testable import LandUnits

@Suite struct UnitLayoutTests {
  let grid: Grid
  let outlines: [MultiPolygon]
  let layout: UnitLayout
  let plane: [Int16]

  init() throws {
    grid = try shapeGrid().cropped(to: Window(column: 0, row: 0, width: 137, height: 101))
    var generator = SeededGenerator(seed: 21)
    var outlines: [MultiPolygon] = []
    for number in 0..<120 {
      // Parallelograms of all sizes, some outside, one over everything.
      let (x, y) = (
        Double.random(in: -10...145, using: &generator),
        Double.random(in: -10...110, using: &generator)
      )
      let size = number == 50 ? 400 : Double.random(in: 0.01...30, using: &generator)
      outlines.append(
        grid.ring([
          (x, y), (x + size, y - size / 3), (x + size * 1.3, y + size / 2),
          (x + size * 0.3, y + size * 0.8),
        ]))
    }
    self.outlines = outlines
    var builder = UnitLayoutBuilder(grid: grid)
    for outline in outlines { try builder.add(outline) }
    layout = builder.layout()
    plane = (0..<grid.columns * grid.rows).map { _ in
      let value = Int16.random(in: -10_000...10_000, using: &generator)
      return value % 9 == 0 ? IndexValue.noData : value
    }
  }

  /// The statistics of all units from blocks of a size, in an order.
  func statistics(blocks: (Int, Int), reversed: Bool) -> [ZonalStatistics?] {
    var zones = Array(repeating: ZonalAccumulator(), count: layout.count)
    var windows: [Window] = []
    for row in stride(from: 0, to: grid.rows, by: blocks.1) {
      for column in stride(from: 0, to: grid.columns, by: blocks.0) {
        windows.append(
          Window(column: column, row: row, width: blocks.0, height: blocks.1)
            .intersection(grid.window))
      }
    }
    for window in reversed ? windows.reversed() : windows {
      let block = (window.row..<window.endRow).flatMap { row in
        plane[row * grid.columns + window.column..<row * grid.columns + window.endColumn]
      }
      layout.forEachUnit(in: window) { unit, runs, weights in
        accumulateZone(block.span, of: window, runs: runs, weights: weights, into: &zones[unit])
      }
    }
    return zones.map { $0.statistics() }
  }

  @Test func `the cuts and the order of blocks change nothing`() throws {
    let whole = statistics(blocks: (137, 101), reversed: false)
    for size in [(137, 1), (1, 101), (16, 16), (50, 33), (64, 128)] {
      #expect(statistics(blocks: size, reversed: false) == whole, "\(size)")
      #expect(statistics(blocks: size, reversed: true) == whole, "\(size)")
    }
    for unit in outlines.indices {
      let coverage = try UnitCoverage(of: outlines[unit], on: grid)
      #expect(
        whole[unit]
          == LandUnitsTests.statistics(of: plane, in: grid.window, over: coverage))
    }
  }

  @Test func `a layout holds the coverage of every unit`() throws {
    #expect(layout.count == outlines.count)
    for unit in outlines.indices {
      let coverage = try UnitCoverage(of: outlines[unit], on: grid)
      #expect(layout.window(of: unit) == coverage.window)
      #expect(layout.cellCount(of: unit) == coverage.cellCount)
      #expect(layout.totalWeight(of: unit) == coverage.totalWeight)
    }
    // The unit over everything has whole cells in long rows.
    #expect(layout.cellCount(of: 50) > 1000)
  }

  @Test func `the units of a window are those with a cell in its rectangle`() {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<200 {
      let window = Window(
        column: Int.random(in: -5...130, using: &generator),
        row: Int.random(in: -5...100, using: &generator),
        width: Int.random(in: 1...40, using: &generator),
        height: Int.random(in: 1...40, using: &generator))
      let expected = outlines.indices.filter {
        !layout.window(of: $0).intersection(window).isEmpty
      }
      #expect(layout.units(in: window) == expected)
      var visited: [Int] = []
      layout.forEachUnit(in: window) { unit, runs, _ in
        visited.append(unit)
        for index in runs.indices {
          let row = Int(runs[index].row)
          if row < window.row || row >= window.endRow { Issue.record("row \(row) of \(window)") }
        }
      }
      #expect(visited == expected)
    }
  }

  @Test func `builders of several workers join to the same layout`() throws {
    var joined = UnitLayoutBuilder(grid: grid)
    for part in [0..<13, 13..<70, 70..<70, 70..<120] {
      var builder = UnitLayoutBuilder(grid: grid)
      for outline in outlines[part] { try builder.add(outline) }
      joined.append(builder)
    }
    #expect(joined.count == outlines.count)
    let other = joined.layout()
    // Spans of a stored property of `self` cannot leave its expression.
    let layout = layout
    for unit in outlines.indices {
      let expected = copy(layout.runs(of: unit))
      let found = copy(other.runs(of: unit))
      #expect(found == expected)
    }
    let expected = copy(layout.weights)
    let found = copy(other.weights)
    #expect(found == expected)
  }

  private func copy<Element: BitwiseCopyable>(_ span: Span<Element>) -> [Element] {
    span.indices.map { span[$0] }
  }

  @Test func `pure cells can be laid out as well`() throws {
    var builder = UnitLayoutBuilder(grid: grid)
    for outline in outlines { try builder.addPure(outline) }
    let pure = builder.layout()
    for unit in outlines.indices {
      #expect(
        try pure.totalWeight(of: unit)
          == UnitCoverage.pure(of: outlines[unit], on: grid).totalWeight)
      #expect(pure.totalWeight(of: unit) <= layout.totalWeight(of: unit))
    }
  }
}
