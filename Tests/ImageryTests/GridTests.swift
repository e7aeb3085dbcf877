import Imagery
import Testing

@Suite struct GridTests {
  static let utm = CoordinateReferenceSystem(
    wkt: "…", authorityCode: "EPSG:32650", name: "WGS 84 / UTM zone 50N", kind: .projected)

  static func grid(originX: Double = 399_960, columns: Int = 10_980) -> Grid {
    Grid(
      crs: utm, originX: originX, originY: 3_500_040, pixelWidth: 10, pixelHeight: 10,
      columns: columns, rows: 10_980)
  }

  @Test func `rows run from north to south`() {
    let grid = Self.grid()
    #expect(grid.y(ofRowEdge: 1) == 3_500_030)
    #expect(grid.minY == 3_390_240)
    #expect(grid.maxX == 509_760)
    #expect(grid.geoTransform == [399_960, 10, 0, 3_500_040, 0, -10])
  }

  @Test func `a thousandth of a pixel does not make another grid, a tenth does`() {
    #expect(Self.grid().hasSamePixels(as: Self.grid(originX: 399_960.005)))
    #expect(!Self.grid().hasSamePixels(as: Self.grid(originX: 399_961)))
    #expect(!Self.grid().hasSamePixels(as: Self.grid(columns: 10_979)))
  }

  @Test func `a small difference of pixel size adds up over the grid`() {
    var other = Self.grid()
    other.pixelWidth = 10.0001
    #expect(!Self.grid().hasSamePixels(as: other))
  }

  @Test func `windows that do not meet have an empty intersection`() {
    let left = Window(column: 0, row: 0, width: 10, height: 10)
    let right = Window(column: 10, row: 2, width: 5, height: 5)
    #expect(left.intersection(right).isEmpty)
    #expect(
      left.expanded(by: 1).intersection(right) == Window(column: 10, row: 2, width: 1, height: 5))
    #expect(left.contains(Window(column: 3, row: 3, width: 7, height: 7)))
    #expect(!left.contains(right))
  }
}
