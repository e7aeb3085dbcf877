import Diagnostics
import Geometry
import Testing

@Suite struct BufferTests {
  @Test func `a square shrinks by the distance on every side`() throws {
    let inner = try rectangle(0, 0, 10, 10).buffered(by: -2)
    #expect(inner.envelope == Envelope(minX: 2, minY: 2, maxX: 8, maxY: 8))
    #expect(planarArea(inner) == 36)
  }

  @Test func `a square grows by strips and rounded corners`() throws {
    // Four strips and a polygon of 32 corners: 100 + 4·10·2 + 16·sin(2π/32)·2²; sin 11.25° = 0.195090322.
    let outer = try rectangle(0, 0, 10, 10).buffered(by: 2)
    #expect(abs(planarArea(outer) - (180 + 64 * 0.19509032201612825)) < 1e-9)
    #expect(outer.envelope == Envelope(minX: -2, minY: -2, maxX: 12, maxY: 12))
    // A ring around it, as for reference.
    let ring = try outer.difference(rectangle(0, 0, 10, 10))
    #expect(ring.polygons.count == 1 && ring.polygons[0].holes.count == 1)
  }

  @Test func `what is thinner than twice the distance vanishes, and necks part`() throws {
    #expect(try rectangle(0, 0, 10, 3).buffered(by: -1.5).isEmpty)
    #expect(try MultiPolygon([]).buffered(by: 1).isEmpty)
    let dumbbell = try MultiPolygon.union([
      rectangle(0, 0, 4, 4), rectangle(4, 1.5, 6, 2.5), rectangle(6, 0, 10, 4),
    ])
    #expect(try dumbbell.buffered(by: -1).polygons.count == 2)
  }

  @Test func `coordinates that are no numbers are refused`() {
    #expect(
      code { _ = try polygon([(0, 0), (1, 0), (.infinity, 1)]).buffered(by: 1) }
        == .invalidGeometry)
  }
}
