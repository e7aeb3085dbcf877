import Geometry
import Testing

@testable import InspectionService

@Suite struct MapTileTests {
  // mercantile 1.2.1: mercantile.bounds(486, 332, 10).
  @Test func `bounds are those of mercantile`() throws {
    let bounds = try #require(MapTile(level: 10, column: 486, row: 332)).bounds
    #expect(abs(bounds.minX - -9.140_625) < 1e-9)
    #expect(abs(bounds.minY - 53.120_405_283_106_564) < 1e-9)
    #expect(abs(bounds.maxX - -8.789_062_5) < 1e-9)
    #expect(abs(bounds.maxY - 53.330_872_983_017_066) < 1e-9)
  }

  @Test(arguments: [(0, 1, 0), (3, 8, 0), (3, 0, -1), (23, 0, 0)])
  func `tiles that a level does not have are none`(level: Int, column: Int, row: Int) {
    #expect(MapTile(level: level, column: column, row: row) == nil)
  }

  @Test func `a ramp runs from its first to its last colour, and no data is transparent`() {
    let ramp = ColorRamp.index
    #expect(ramp.colors.count == 256)
    #expect(ramp.colors[0] == 0xFFFF_FFD9)
    #expect(ramp.colors[254] == 0xFF08_1D58)
    #expect(ramp.colors[Int(ColorRamp.noData)] == 0)
    #expect(ColorRamp.position(of: .nan, lower: 0, upper: 1) == ColorRamp.noData)
    #expect(ColorRamp.position(of: 5, lower: 0, upper: 1) == 254)
    #expect(ColorRamp.position(of: -5, lower: 0, upper: 1) == 0)
  }
}
