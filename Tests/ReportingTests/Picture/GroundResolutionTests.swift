import Diagnostics
import Geometry
import Imagery
import Reporting
import Testing

@Suite struct GroundResolutionTests {
  func grid(
    _ code: String, x: Double, y: Double, pixel: Double, columns: Int = 1, rows: Int = 1
  ) throws -> Grid {
    Grid(
      crs: try CoordinateReferenceSystem(parsing: code), originX: x, originY: y, pixelWidth: pixel,
      pixelHeight: pixel, columns: columns, rows: rows)
  }

  @Test func `a pixel in degrees measures what PROJ's geod says`() throws {
    // geod +ellps=WGS84 -I: 60 9.995 → 60 10.005 is 558.000015 m, 59.995 10 → 60.005 10 is 1114.122875 m.
    let found = try GroundResolution(of: grid("EPSG:4326", x: 9.995, y: 60.005, pixel: 0.01))
    #expect(abs(found.width - 558.000015) < 2e-5)
    #expect(abs(found.height - 1114.122875) < 2e-5)
  }

  @Test func `UTM pixels on the central meridian are longer on the ground by 1/0.9996`() throws {
    let found = try GroundResolution(of: grid("EPSG:32650", x: 499_995, y: 3_500_005, pixel: 10))
    #expect(abs(found.width - 10 / 0.9996) < 1e-6)
    #expect(abs(found.height - 10 / 0.9996) < 1e-6)
  }

  @Test func `a CGCS2000 3-degree zone keeps lengths on its central meridian`() throws {
    let found = try GroundResolution(of: grid("EPSG:4547", x: 499_995, y: 3_000_005, pixel: 10))
    #expect(abs(found.width - 10) < 1e-6)
    #expect(abs(found.height - 10) < 1e-6)
  }

  @Test func `the centre of the grid counts, not its corner`() throws {
    let whole = try GroundResolution(
      of: grid("EPSG:4326", x: 100, y: 61, pixel: 0.01, columns: 100, rows: 200))
    let centre = try GroundResolution(of: grid("EPSG:4326", x: 100.495, y: 60.005, pixel: 0.01))
    #expect(abs(whole.width - centre.width) < 1e-6)
  }

  // `proj -V +proj=utm +zone=50 +ellps=WGS84` at 120°E 27°N: 797726.0870 2989975.9669, convergence 1.36297630°.
  @Test func `up is east of north by the convergence of the meridians`() throws {
    let found = try GroundResolution(
      of: grid("EPSG:32650", x: 797721.0870, y: 2989980.9669, pixel: 10))
    #expect(abs(found.upAzimuth * 180 / .pi - 1.362_976_30) < 1e-4)
    let central = try GroundResolution(
      of: grid("EPSG:32650", x: 499_995, y: 3_500_005, pixel: 10))
    #expect(abs(central.upAzimuth) < 1e-9)
  }
}
