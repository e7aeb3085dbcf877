import Geometry
import Imagery
import TestSupport
import Testing

@testable import LandUnits

@Suite struct CoveragePropertyTests {
  let grid: Grid

  init() throws {
    grid = try shapeGrid().cropped(to: Window(column: 0, row: 0, width: 40, height: 30))
  }

  /// A ring around a centre, its vertices at random distances: never crosses itself.
  func star(
    _ generator: inout SeededGenerator, at centre: (Double, Double), radius: Double, vertices: Int
  ) -> [(Double, Double)] {
    (0..<vertices).map { vertex in
      let angle = Double(vertex) / Double(vertices)
      // A rational circle: t = tan(angle/2) in four quarters, no library function.
      let quarter = Int(angle * 4)
      let t = angle * 4 - Double(quarter)
      var (x, y) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
      for _ in 0..<quarter { (x, y) = (-y, x) }
      let distance = radius * Double.random(in: 0.25...1, using: &generator)
      return (centre.0 + x * distance, centre.1 + y * distance)
    }
  }

  /// The exact shares of an outline before they are rounded to weights, in 2⁻⁴⁸.
  func shares(_ outline: MultiPolygon) throws -> [Int: Int64] {
    var burner = CoverageBurner()
    let window = try burner.begin(outline, on: grid, within: grid.window)
    var found: [Int: Int64] = [:]
    burner.visitRows(of: window) { row, changes in
      var share: Int64 = 0
      for position in 0..<window.width {
        share &+= changes[position]
        if share != 0 { found[row * grid.columns + window.column + position] = share }
      }
    }
    return found
  }

  /// Twice the signed area of a ring clipped to a cell: Sutherland and Hodgman 1974, one side after the other.
  func clippedArea(_ ring: [(Double, Double)], column: Int, row: Int) -> Double {
    var points = ring.map { [$0.0 - Double(column), $0.1 - Double(row)] }
    for (axis, limit, sign) in [(0, 0.0, 1.0), (0, 1.0, -1.0), (1, 0.0, 1.0), (1, 1.0, -1.0)] {
      var kept: [[Double]] = []
      for index in points.indices {
        let a = points[index]
        let b = points[(index + 1) % points.count]
        let da = sign * (a[axis] - limit)
        let db = sign * (b[axis] - limit)
        if da >= 0 { kept.append(a) }
        if (da > 0 && db < 0) || (da < 0 && db > 0) {
          let t = da / (da - db)
          kept.append([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])
        }
      }
      points = kept
    }
    var doubled = 0.0
    for index in points.indices {
      let a = points[index]
      let b = points[(index + 1) % points.count]
      doubled += a[0] * b[1] - b[0] * a[1]
    }
    return doubled / 2
  }

  @Test func `shares agree with clipped polygons within 1e-9`() throws {
    var generator = SeededGenerator(seed: 11)
    var largest = 0.0
    for round in 0..<60 {
      let centre = (
        Double.random(in: -3...43, using: &generator), Double.random(in: -3...33, using: &generator)
      )
      let ring = star(
        &generator, at: centre, radius: Double.random(in: 0.01...15, using: &generator),
        vertices: 3 + round % 40)
      let found = try shares(grid.ring(ring))
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let expected = abs(clippedArea(ring, column: column, row: row))
          let share = Double(found[row * grid.columns + column] ?? 0) / 0x1p48
          largest = max(largest, abs(share - expected))
        }
      }
    }
    #expect(largest < 1e-9, "\(largest)")
  }

  @Test func `shares add up to the area of the outline`() throws {
    var generator = SeededGenerator(seed: 12)
    for round in 0..<300 {
      let ring = star(
        &generator, at: (20.3, 15.1), radius: Double.random(in: 0.001...14, using: &generator),
        vertices: 3 + round)
      var doubled = 0.0
      for index in ring.indices {
        let (a, b) = (ring[index], ring[(index + 1) % ring.count])
        doubled +=
          (a.0 - 20.3) * (b.1 - 15.1) - (b.0 - 20.3) * (a.1 - 15.1)
      }
      let total = try shares(grid.ring(ring)).values.reduce(0.0) { $0 + Double($1) / 0x1p48 }
      #expect(abs(total - abs(doubled) / 2) < 1e-9 * max(1, total))
    }
  }

  @Test func `units that have all edges in common cover every cell exactly once`() throws {
    // A net of quadrangles whose inner corners are moved at random; the net reaches over the grid.
    var generator = SeededGenerator(seed: 13)
    let size = 9
    var corners: [[(Double, Double)]] = []
    for row in 0...size {
      corners.append(
        (0...size).map { column in
          (
            -4 + Double(column) * 5.4 + Double.random(in: -1.2...1.2, using: &generator),
            -4 + Double(row) * 4.3 + Double.random(in: -1.2...1.2, using: &generator)
          )
        })
    }
    var total: [Int: Int64] = [:]
    var weights = Array(repeating: Int64(0), count: grid.columns * grid.rows)
    var centres = Array(repeating: 0, count: grid.columns * grid.rows)
    for row in 0..<size {
      for column in 0..<size {
        var ring = [
          corners[row][column], corners[row][column + 1], corners[row + 1][column + 1],
          corners[row + 1][column],
        ]
        if (row + column) % 2 == 0 { ring.reverse() }
        let outline = grid.ring(ring)
        total.merge(try shares(outline)) { $0 + $1 }
        let coverage = try UnitCoverage(of: outline, on: grid)
        for y in 0..<grid.rows {
          for x in 0..<grid.columns {
            weights[y * grid.columns + x] += Int64(coverage.weight(column: x, row: y))
          }
        }
        for run in try UnitCoverage.centreRuns(of: outline, on: grid) {
          for x in run.start..<run.end { centres[Int(run.row) * grid.columns + Int(x)] += 1 }
        }
      }
    }
    #expect(total.count == weights.count && total.values.allSatisfy { $0 == 1 << 48 })
    #expect(centres.allSatisfy { $0 == 1 })
    // Weights are rounded one by one: half a unit for each of the units that meet in a cell.
    #expect(weights.allSatisfy { abs($0 - Int64(CoverageWeight.full)) <= 3 })
  }

  @Test func `strips of a large window give the same cells as one strip`() throws {
    // 3000 × 2000 cells are accumulated in strips; limits of 200 × 200 are not.
    let large = Grid(
      crs: grid.crs, originX: 0, originY: 0, pixelWidth: 10, pixelHeight: 10, columns: 3000,
      rows: 2000)
    var generator = SeededGenerator(seed: 14)
    let outline = large.ring(
      star(&generator, at: (1500, 1000), radius: 990, vertices: 300))
    let whole = try UnitCoverage(of: outline, on: large)
    for corner in [(900, 900), (1400, 200), (1600, 1100), (2100, 850)] {
      let limits = Window(column: corner.0, row: corner.1, width: 200, height: 200)
      let part = try UnitCoverage(of: outline, on: large, within: limits)
      for row in limits.row..<limits.endRow {
        for column in limits.column..<limits.endColumn {
          let same =
            part.weight(column: column, row: row) == whole.weight(column: column, row: row)
          if !same { Issue.record("\(column), \(row)") }
        }
      }
    }
  }

  @Test func `centres lie inside as an even-odd count of crossings says`() throws {
    var generator = SeededGenerator(seed: 15)
    for round in 0..<40 {
      let ring = star(&generator, at: (18, 14), radius: 16, vertices: 3 + round)
      var expected: Set<Int> = []
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
          var inside = false
          for index in ring.indices {
            let (a, b) = (ring[index], ring[(index + 1) % ring.count])
            if (a.1 > y) != (b.1 > y), x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
              inside.toggle()
            }
          }
          if inside { expected.insert(row * grid.columns + column) }
        }
      }
      let runs = try UnitCoverage.centreRuns(of: grid.ring(ring), on: grid)
      let found = runs.flatMap { run in
        (Int(run.start)..<Int(run.end)).map { Int(run.row) * grid.columns + $0 }
      }
      #expect(found.count == expected.count && Set(found) == expected)
    }
  }
}
