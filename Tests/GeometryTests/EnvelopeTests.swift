import Geometry
import Testing

@Suite struct EnvelopeTests {
  let unit = Envelope(minX: 0, minY: 0, maxX: 2, maxY: 1)

  @Test func `touching envelopes intersect, separate ones do not`() {
    #expect(unit.intersects(Envelope(minX: 2, minY: 1, maxX: 3, maxY: 3)))
    #expect(!unit.intersects(Envelope(minX: 2.1, minY: 0, maxX: 3, maxY: 3)))
    #expect(!unit.intersects(.empty) && !Envelope.empty.intersects(unit))
  }

  @Test func `containment includes sides`() {
    #expect(unit.contains(unit) && unit.contains(.empty))
    #expect(unit.contains(Coordinate(x: 2, y: 0)) && !unit.contains(Coordinate(x: 2, y: 1.1)))
    #expect(!unit.contains(Envelope(minX: 1, minY: 0, maxX: 3, maxY: 1)))
  }

  @Test func `union, intersection and growth`() {
    let other = Envelope(minX: 1, minY: -1, maxX: 5, maxY: 0.5)
    #expect(unit.union(other) == Envelope(minX: 0, minY: -1, maxX: 5, maxY: 1))
    #expect(unit.intersection(other) == Envelope(minX: 1, minY: 0, maxX: 2, maxY: 0.5))
    #expect(unit.union(.empty) == unit)
    #expect(unit.expanded(by: 1) == Envelope(minX: -1, minY: -1, maxX: 3, maxY: 2))
    #expect(Envelope.empty.expanded(by: 3).isEmpty && Envelope.empty.width == 0)
  }

  @Test func `the envelope of a geometry holds its parts`() {
    let both = MultiPolygon(rectangle(0, 0, 1, 1).polygons + rectangle(5, -3, 6, 0).polygons)
    #expect(both.envelope == Envelope(minX: 0, minY: -3, maxX: 6, maxY: 1))
    #expect(MultiPolygon([]).envelope.isEmpty)
    #expect(LinearRing([]).envelope.isEmpty)
  }
}
