import Diagnostics
import Geometry
import Imagery
import TestSupport
import Testing

@Suite struct PixelAreasTests {
  static func grid(
    _ code: String, _ x: Double, _ y: Double, _ pixel: Double, _ columns: Int, _ rows: Int
  ) throws -> Grid {
    Grid(
      crs: try crs(code), originX: x, originY: y, pixelWidth: pixel, pixelHeight: pixel,
      columns: columns, rows: rows)
  }

  static func pixel(_ grid: Grid, _ column: Int, _ row: Int) -> MultiPolygon {
    rectangle(
      grid.x(ofColumnEdge: column), grid.y(ofRowEdge: row + 1), grid.x(ofColumnEdge: column + 1),
      grid.y(ofRowEdge: row))
  }

  // Geodesic areas by pyproj 3.7 of single pixels.
  @Test(arguments: [
    ("EPSG:32650", 399_960.0, 3_500_040.0, 10.0, 0, 0, 100.055338847),
    ("EPSG:32650", 399_960, 3_500_040, 10, 10_979, 10_979, 100.079813012),
    ("EPSG:32650", 399_960, 3_500_040, 10, 5_490, 127, 100.075017140),
    ("EPSG:32650", 399_960, 3_500_040, 10, 131, 7_777, 100.055975007),
    ("EPSG:4549", 612_340, 3_400_000, 10, 0, 0, 99.968880494),
    ("EPSG:4549", 612_340, 3_400_000, 10, 999, 555, 99.963101707),
    ("EPSG:4326", 117, 27, 0.0001, 0, 0, 109.977960262),
    ("EPSG:4326", 117, 27, 0.0001, 3_000, 2_999, 110.263524458),
  ])
  func `a pixel has its geodesic area`(
    code: String, x: Double, y: Double, size: Double, column: Int, row: Int, expected: Double
  ) throws {
    let areas = try PixelAreas(of: Self.grid(code, x, y, size, 10_980, 10_980))
    let area = areas.squareMetres(areas.units(column: column, row: row))
    #expect(abs(area / expected - 1) < 2e-7)
  }

  @Test(arguments: [
    ("EPSG:32650", 399_960.0, 3_500_040.0, 10.0, 10_980, 10_980),
    ("EPSG:4548", 340_000, 5_800_000, 2, 20_000, 3_000),
    ("EPSG:4527", 39_340_000, 2_600_000, 30, 7_000, 9_000),
    ("EPSG:4326", 116, 54, 0.00025, 4_000, 3_000),
    ("EPSG:32650", 399_960, 3_500_040, 500, 219, 219),
    ("EPSG:32650", 300_000, 3_600_000, 3_000, 40, 50),
    ("EPSG:32719", 300_000, 7_600_000, 20, 5_490, 5_490),
  ])
  func `every pixel agrees with its polygon within 2e-7`(
    code: String, x: Double, y: Double, size: Double, columns: Int, rows: Int
  ) throws {
    let grid = try Self.grid(code, x, y, size, columns, rows)
    let areas = try PixelAreas(of: grid)
    let exact = try EllipsoidalArea(in: grid.crs)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let column = Int.random(in: 0..<columns, using: &generator)
      let row = Int.random(in: 0..<rows, using: &generator)
      let area = areas.squareMetres(areas.units(column: column, row: row))
      let expected = try exact.squareMetres(of: Self.pixel(grid, column, row))
      #expect(abs(area / expected - 1) < 2e-7)
    }
  }

  @Test(arguments: ["EPSG:32650", "EPSG:4326"])
  func `runs add up however they are split`(code: String) throws {
    let grid =
      code == "EPSG:4326"
      ? try Self.grid(code, 117, 27, 0.0001, 3_000, 50)
      : try Self.grid(code, 399_960, 3_500_040, 10, 3_000, 300)
    let areas = try PixelAreas(of: grid)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<50 {
      let row = Int32.random(in: 0..<Int32(grid.rows), using: &generator)
      let start = Int32.random(in: 0..<2_000, using: &generator)
      let end = Int32.random(in: start...3_000, using: &generator)
      let cut = Int32.random(in: start...end, using: &generator)
      let whole = areas.units(of: PixelRun(row: row, start: start, end: end))
      let first = areas.units(of: PixelRun(row: row, start: start, end: cut))
      let second = areas.units(of: PixelRun(row: row, start: cut, end: end))
      #expect(whole == first + second)
      let single = (start..<end).reduce(Int64(0)) {
        $0 + areas.units(column: Int($1), row: Int(row))
      }
      #expect(whole == single)
    }
  }

  @Test func `pixels measure between 2^26 and 2^30 units, so 2^33 of them fit`() throws {
    for (code, x, y, size) in [
      ("EPSG:32650", 399_960.0, 3_500_040.0, 10.0), ("EPSG:32650", 399_960, 3_500_040, 16),
      ("EPSG:4549", 500_000, 3_400_000, 0.2), ("EPSG:4490", 117, 27, 0.0001),
      ("EPSG:32650", 399_960, 3_500_040, 1_000),
    ] {
      let units = try PixelAreas(of: Self.grid(code, x, y, size, 300, 300))
        .units(column: 17, row: 250)
      #expect(units > 1 << 26 && units < 1 << 30)
    }
  }

  @Test func `Web Mercator is refused`() {
    #expect(
      code { _ = try PixelAreas(of: Self.grid("EPSG:3857", 1.3e7, 3.5e6, 10, 100, 100)) }
        == .unsuitableCRS)
  }

  @Test func `a whole tile adds up to the area of its polygon`() throws {
    let grid = try Self.grid("EPSG:32650", 399_960, 3_500_040, 10, 1_098, 1_098)
    let areas = try PixelAreas(of: grid)
    let sum = (0..<Int32(grid.rows)).reduce(Int64(0)) {
      $0 + areas.units(of: PixelRun(row: $1, start: 0, end: Int32(grid.columns)))
    }
    let tile = rectangle(grid.originX, grid.minY, grid.maxX, grid.originY)
    let expected = try EllipsoidalArea.squareMetres(of: tile, in: grid.crs)
    #expect(abs(areas.squareMetres(sum) / expected - 1) < 1e-7)
  }
}
