import Geometry
import TestSupport
import Testing

@Suite struct ContainsTests {
  @Test func `inside is inside one of the parts and in none of its holes`() {
    let ring = polygon(
      [(0, 0), (10, 0), (10, 10), (0, 10)], [(4, 4), (4, 6), (6, 6), (6, 4)])
    let far = rectangle(20, 0, 30, 10)
    let both = MultiPolygon(ring.polygons + far.polygons)
    #expect(both.contains(Coordinate(x: 1, y: 1)))
    #expect(!both.contains(Coordinate(x: 5, y: 5)))
    #expect(both.contains(Coordinate(x: 25, y: 9.5)))
    for outside in [(15.0, 5.0), (-1, 5), (5, 11), (5, -1), (31, 5)] {
      #expect(!both.contains(Coordinate(x: outside.0, y: outside.1)))
    }
    #expect(!MultiPolygon([]).contains(Coordinate(x: 0, y: 0)))
  }

  @Test func `the distance is none inside, and that to the nearest edge outside`() {
    let ring = polygon(
      [(0, 0), (10, 0), (10, 10), (0, 10)], [(4, 4), (4, 6), (6, 6), (6, 4)])
    #expect(ring.distance(to: Coordinate(x: 1, y: 1)) == 0)
    #expect(ring.distance(to: Coordinate(x: 5, y: 5.5)) == 0.5)
    #expect(ring.distance(to: Coordinate(x: 13, y: 14)) == 5)
    #expect(ring.distance(to: Coordinate(x: 5, y: -2)) == 2)
    #expect(MultiPolygon([]).distance(to: Coordinate(x: 0, y: 0)) == .infinity)
  }

  @Test func `the direction of rings does not matter, and a ray through a corner counts once`() {
    let diamond: [(Double, Double)] = [(0, 5), (5, 0), (10, 5), (5, 10)]
    for ring in [diamond, diamond.reversed()] {
      let shape = polygon(ring)
      #expect(shape.contains(Coordinate(x: 5, y: 5)))
      #expect(shape.contains(Coordinate(x: 2, y: 5)))
      #expect(!shape.contains(Coordinate(x: -1, y: 5)))
      #expect(!shape.contains(Coordinate(x: 1, y: 1)))
      #expect(!shape.contains(Coordinate(x: 5, y: 10.5)))
    }
  }

  // A position on a shared edge belongs to one side: no pixel of two neighbours counts twice.
  @Test func `of two neighbours one alone holds a position on their edge`() {
    let (west, east) = (rectangle(0, 0, 5, 10), rectangle(5, 0, 10, 10))
    for y in 1..<10 {
      let position = Coordinate(x: 5, y: Double(y))
      #expect(west.contains(position) != east.contains(position))
    }
  }

  // Independent: |x| + |y| < r tells inside of a diamond from outside.
  @Test func `random positions agree with the formula of a diamond`() {
    let shape = polygon([(-8, 0), (0, -8), (8, 0), (0, 8)])
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let x = Double.random(in: -10...10, using: &random)
      let y = Double.random(in: -10...10, using: &random)
      #expect(shape.contains(Coordinate(x: x, y: y)) == (abs(x) + abs(y) < 8))
    }
  }
}
