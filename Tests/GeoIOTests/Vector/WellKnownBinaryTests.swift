import Geometry
import Testing

@testable import GeoIO

struct WellKnownBinaryTests {
  private let square = Polygon(
    exterior: LinearRing([
      Coordinate(x: 0, y: 0), Coordinate(x: 4, y: 0), Coordinate(x: 4, y: 4),
      Coordinate(x: 0, y: 4),
    ]),
    holes: [
      LinearRing([Coordinate(x: 1, y: 1), Coordinate(x: 1, y: 2), Coordinate(x: 2, y: 2)])
    ])

  @Test func `what is written is read back`() {
    let geometry = MultiPolygon([square, square])
    let bytes = WellKnownBinary.encode(geometry)
    #expect(WellKnownBinary.decode(bytes) == .area(geometry, hadMoreDimensions: false))
  }

  @Test func `every cut of the bytes is noticed`() {
    let bytes = WellKnownBinary.encode(MultiPolygon([square]))
    for count in bytes.indices {
      #expect(WellKnownBinary.decode(Array(bytes[..<count])) == .damaged)
    }
  }

  // ogr.CreateGeometryFromWkt("POINT Z (1 2 3)").ExportToIsoWkb(), first bytes.
  @Test func `a point is named`() {
    let bytes: [UInt8] = [1, 0xE9, 3, 0, 0] + [UInt8](repeating: 0, count: 24)
    #expect(WellKnownBinary.decode(bytes) == .other("point"))
  }
}
