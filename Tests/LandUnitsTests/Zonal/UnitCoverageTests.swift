import Diagnostics
import Geometry
import Imagery
import TestSupport
import Testing

@testable import LandUnits

@Suite struct UnitCoverageTests {
  let grid: Grid
  private let unit = 1.0 / Double(CoverageWeight.full)

  init() throws { grid = try shapeGrid() }

  @Test(arguments: CoverageExpectations.shapes)
  func `every cell's weight is exactextract's`(_ shape: ExpectedShape) throws {
    let coverage = try UnitCoverage(of: grid.outline(shape.polygons), on: grid)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let weight = coverage.weight(column: column, row: row)
        let expected = shape.coverage[row * grid.columns + column] ?? 0
        #expect(
          abs(Double(weight) * unit - expected) < unit + 1e-7, "\(column), \(row): \(weight)")
      }
    }
  }

  @Test func `halves, quarters and eighths of cells are exact`() throws {
    // By hand: a rectangle from column 1.5 to 3.25 and row 2.5 to 4.
    let coverage = try UnitCoverage(
      of: grid.ring([(1.5, 2.5), (3.25, 2.5), (3.25, 4), (1.5, 4)]), on: grid)
    let full = CoverageWeight.full
    #expect(coverage.window == Window(column: 1, row: 2, width: 3, height: 2))
    #expect(coverage.weight(column: 1, row: 2) == full / 4)
    #expect(coverage.weight(column: 2, row: 2) == full / 2)
    #expect(coverage.weight(column: 3, row: 2) == full / 8)
    #expect(coverage.weight(column: 1, row: 3) == full / 2)
    #expect(coverage.weight(column: 2, row: 3) == full)
    #expect(coverage.weight(column: 3, row: 3) == full / 4)
    #expect(coverage.totalWeight == Int64(full) * 21 / 8)
    #expect(coverage.effectivePixels == 2.625 && coverage.cellCount == 6)
    // Half of the cells on the diagonal of a right triangle.
    let triangle = try UnitCoverage(of: grid.ring([(2, 2), (6, 2), (2, 6)]), on: grid)
    #expect(triangle.effectivePixels == 8 && triangle.weight(column: 5, row: 2) == full / 2)
    #expect(triangle.weight(column: 3, row: 4) == full / 2)
    #expect(triangle.weight(column: 2, row: 4) == full)
  }

  @Test func `the direction and first vertex of rings and the order of parts do not matter`() throws
  {
    for shape in CoverageExpectations.shapes {
      let outline = grid.outline(shape.polygons)
      let expected = try UnitCoverage(of: outline, on: grid)
      var turned = outline
      turned.polygons.reverse()
      for index in turned.polygons.indices {
        var ring = Array(turned.polygons[index].exterior.coordinates.dropLast())
        ring = Array((ring[2...] + ring[..<2]).reversed())
        turned.polygons[index].exterior = LinearRing(ring)
        turned.polygons[index].holes = turned.polygons[index].holes.map {
          LinearRing($0.coordinates.reversed())
        }
      }
      #expect(try UnitCoverage(of: turned, on: grid) == expected, "\(shape.name)")
    }
  }

  @Test func `a parcel smaller than a pixel never vanishes`() throws {
    let tiny = try UnitCoverage(
      of: grid.ring([(5.4, 3.4), (5.401, 3.4), (5.401, 3.401), (5.4, 3.401)]), on: grid)
    #expect(tiny.cellCount == 1 && tiny.weight(column: 5, row: 3) == 1)
    // 10⁻⁹ of a pixel in width, across two cells: the larger part counts.
    let hair = try UnitCoverage(
      of: grid.ring([(5.9, 3.4), (6.3, 3.4), (6.3, 3.4 + 1e-9), (5.9, 3.4 + 1e-9)]), on: grid)
    #expect(hair.cellCount == 1 && hair.weight(column: 6, row: 3) == 1)
    // No area at all: the cell of the first vertex.
    let flat = try UnitCoverage(of: grid.ring([(2.5, 1.5), (4.5, 1.5), (2.5, 1.5)]), on: grid)
    #expect(flat.cellCount == 1 && flat.weight(column: 2, row: 1) == 1)
    let corner = try UnitCoverage(of: grid.ring([(12, 9), (12, 9), (12, 9)]), on: grid)
    #expect(corner.weight(column: 11, row: 8) == 1)
  }

  @Test func `a unit outside the grid has no cells`() throws {
    for shift in [(-20.0, 0.0), (0, -20), (20, 0), (0, 20), (-4, 0), (12, 0), (0, -4), (0, 9)] {
      let outline = grid.ring(
        [(0, 0), (4, 0), (4, 4), (0, 4)].map { ($0.0 + shift.0, $0.1 + shift.1) })
      let coverage = try UnitCoverage(of: outline, on: grid)
      #expect(coverage.isEmpty && coverage.window.isEmpty && coverage.totalWeight == 0, "\(shift)")
    }
    #expect(try UnitCoverage(of: MultiPolygon([]), on: grid).isEmpty)
    let far = try UnitCoverage(
      of: grid.ring([(-1e300, -1e300), (1e300, -1e300), (1e300, 1e300), (-1e300, 1e300)]), on: grid)
    #expect(far.totalWeight == Int64(CoverageWeight.full) * 108)
  }

  @Test func `a coordinate that is no number is refused`() throws {
    let outline = grid.ring([(1, 1), (.nan, 1), (3, 3)])
    #expect(throws: TiankanError.self) { try UnitCoverage(of: outline, on: grid) }
    #expect(throws: TiankanError.self) { try UnitCoverage.centreRuns(of: outline, on: grid) }
  }

  @Test func `limits cut the same weights`() throws {
    for shape in CoverageExpectations.shapes.dropLast(2) {
      let outline = grid.outline(shape.polygons)
      let whole = try UnitCoverage(of: outline, on: grid)
      for limits in [
        Window(column: 3, row: 2, width: 4, height: 5),
        Window(column: 0, row: 0, width: 5, height: 9),
        Window(column: 5, row: 4, width: 30, height: 30),
      ] {
        let part = try UnitCoverage(of: outline, on: grid, within: limits)
        #expect(part == whole.clipped(to: limits), "\(shape.name) \(limits)")
      }
    }
  }

  @Test func `pure cells are those surely inside`() throws {
    // By hand: a square from 1 to 7 shrinks to 1.5 to 6.5; its border cells are covered by half, corners by a quarter.
    let square = grid.ring([(1, 1), (7, 1), (7, 7), (1, 7)])
    let pure = try UnitCoverage.pure(of: square, on: grid)
    #expect(pure.cellCount == 32)
    #expect(pure.weight(column: 1, row: 1) == 0)
    #expect(pure.weight(column: 1, row: 3) == CoverageWeight.half)
    #expect(abs(pure.effectivePixels - 24) < 1e-5)
    // A strip of 0.9 pixels vanishes.
    let strip = grid.ring([(1, 1.3), (9, 1.3), (9, 2.2), (1, 2.2)])
    #expect(try UnitCoverage.pure(of: strip, on: grid).isEmpty)
    // Pixels of 20 m × 10 m: the margin is half a pixel along both axes.
    var wide = grid
    wide.pixelWidth = 20
    let same = try UnitCoverage.pure(
      of: wide.ring([(1, 1), (7, 1), (7, 7), (1, 7)]), on: wide)
    #expect(same.cellCount == 32)
  }
}
