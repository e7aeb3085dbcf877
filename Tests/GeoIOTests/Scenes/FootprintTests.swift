import Diagnostics
import Geometry
import Imagery
import Testing

@testable import GeoIO

struct FootprintTests {
  private func grid(_ crs: String, _ x: Double, _ y: Double, pixel: Double, size: Int) throws
    -> Grid
  {
    Grid(
      crs: try CoordinateReferenceSystem(parsing: crs), originX: x, originY: y, pixelWidth: pixel,
      pixelHeight: pixel, columns: size, rows: size)
  }

  /// Corners by PROJ's cs2cs, EPSG:32650 to EPSG:4326: (399960, 3500040) is 31.631189 N 115.945103 E,
  /// (509760, 3500040) is 117.102924 E, (399960, 3390240) is 30.640627 N.
  @Test func `a Sentinel-2 tile has its corners in degrees, anticlockwise`() throws {
    let footprint = try Footprint(
      try grid("EPSG:32650", 399_960, 3_500_040, pixel: 10, size: 10980))
    #expect(footprint.rings.count == 1)
    let ring = try #require(footprint.rings.first)
    #expect(ring.first == ring.last)
    #expect(ring.count == 65)
    var area = 0.0
    for place in ring.indices.dropLast() {
      area += ring[place].x * ring[place + 1].y - ring[place + 1].x * ring[place].y
    }
    #expect(area > 0)
    #expect(abs(ring[0].x - 115.945103) < 1e-6)
    #expect(abs(ring[0].y - 31.631189) < 1e-6)
    #expect(abs(footprint.box[1] - 30.640627) < 1e-6)
    #expect(abs(footprint.box[2] - 117.102924) < 1e-6)
  }

  @Test func `degrees stay as they are`() throws {
    let footprint = try Footprint(try grid("EPSG:4326", 110, 30, pixel: 0.25, size: 4))
    #expect(footprint.box == [110, 29, 111, 30])
  }

  @Test func `a grid across the antimeridian becomes two polygons and a box that wraps`() throws {
    // By PROJ: the first grid reaches from 179.726 E to 179.350 W, the second from 179.807 E to 179.241 W.
    for (crs, x) in [("EPSG:32701", 150_000.0), ("EPSG:32760", 800_000.0)] {
      let footprint = try Footprint(try grid(crs, x, 8_200_000, pixel: 100, size: 1000))
      #expect(footprint.rings.count == 2)
      #expect(footprint.box[0] > 178 && footprint.box[0] < 180)
      #expect(footprint.box[2] < -178 && footprint.box[2] > -180)
      for ring in footprint.rings {
        #expect(ring.allSatisfy { abs($0.x) <= 180 })
        let east = ring.map(\.x).max() ?? 0
        let west = ring.map(\.x).min() ?? 0
        #expect(east - west < 2)
        #expect(ring.first == ring.last)
      }
    }
  }
}
