import Diagnostics
import Dispatch
import Geometry
import Synchronization
import TestSupport
import Testing

@Suite struct OverlayTests {
  @Test func `squares that overlap have a common corner`() throws {
    let common = try rectangle(0, 0, 2, 2).intersection(rectangle(1, 1, 3, 3))
    #expect(planarArea(common) == 1)
    #expect(common.envelope == Envelope(minX: 1, minY: 1, maxX: 2, maxY: 2))
    #expect(planarArea(try rectangle(0, 0, 2, 2).difference(rectangle(1, 1, 3, 3))) == 3)
  }

  @Test func `touching and separate squares have nothing in common`() throws {
    #expect(try rectangle(0, 0, 1, 1).intersection(rectangle(1, 0, 2, 1)).isEmpty)
    #expect(try rectangle(0, 0, 1, 1).intersection(rectangle(5, 0, 6, 1)).isEmpty)
    #expect(try rectangle(0, 0, 1, 1).localIntersection(rectangle(1, 0, 2, 1)).isEmpty)
    #expect(try rectangle(0, 0, 1, 1).intersection(MultiPolygon([])).isEmpty)
  }

  @Test func `a union dissolves common edges`() throws {
    let all = try MultiPolygon.union([
      rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1), rectangle(5, 5, 6, 6),
    ])
    #expect(all.polygons.count == 2 && planarArea(all) == 3)
    #expect(try MultiPolygon.union([]).isEmpty)
  }

  @Test func `results have counter-clockwise exteriors and clockwise holes`() throws {
    let ring = try rectangle(0, 0, 4, 4).difference(rectangle(1, 1, 2, 2))
    func doubled(_ ring: LinearRing) -> Double {
      zip(ring.coordinates, ring.coordinates.dropFirst()).reduce(0) {
        $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y
      }
    }
    #expect(doubled(ring.polygons[0].exterior) == 32)
    #expect(doubled(ring.polygons[0].holes[0]) == -2)
  }

  @Test func `inner point and centroid`() throws {
    let crescent = polygon([(0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1)])
    let inside = try crescent.pointOnSurface()
    let dot = rectangle(inside.x - 1e-6, inside.y - 1e-6, inside.x + 1e-6, inside.y + 1e-6)
    #expect(abs(planarArea(try crescent.intersection(dot)) - 4e-12) < 1e-15)
    #expect(try rectangle(0, 0, 4, 2).centroid() == Coordinate(x: 2, y: 1))
    #expect(code { _ = try MultiPolygon([]).centroid() } == .empty)
    #expect(code { _ = try MultiPolygon([]).pointOnSurface() } == .empty)
  }

  @Test func `rings of too few positions are an error, not a crash`() throws {
    let broken = polygon([(0, 0)])
    #expect(code { _ = try broken.isValid() } == .invalidGeometry)
    #expect(code { _ = try broken.intersection(rectangle(0, 0, 1, 1)) } == .invalidGeometry)
    let brokenHole = polygon([(0, 0), (1, 0), (1, 1)], [(0.1, 0.1)])
    #expect(code { _ = try brokenHole.isValid() } == .invalidGeometry)
    // There and back is a ring to GEOS, but not a valid one.
    #expect(try !polygon([(0, 0), (1, 1)]).isValid())
  }

  /// A star with many teeth, clockwise or counter-clockwise, around a centre.
  static func star(
    teeth: Int, centre: (Double, Double), radius: Double, seed: UInt64
  ) -> [(Double, Double)] {
    var generator = SeededGenerator(seed: seed)
    return (0..<teeth).map { tooth in
      let angle = Double(tooth) / Double(teeth) * 2 * Double.pi
      let length = radius * Double.random(in: 0.3...1, using: &generator)
      return (centre.0 + length * cosine(angle), centre.1 + length * cosine(angle - .pi / 2))
    }
  }

  @Test func `leaving out far vertices changes no overlap`() throws {
    for seed in 0..<120 as Range<UInt64> {
      var generator = SeededGenerator(seed: 1000 + seed)
      let big = polygon(
        Self.star(teeth: 400, centre: (0, 0), radius: 1000, seed: seed),
        Self.star(teeth: 60, centre: (0, 0), radius: 250, seed: seed + 77))
      let place = (
        Double.random(in: -900...900, using: &generator),
        Double.random(in: -900...900, using: &generator)
      )
      let small = polygon(
        Self.star(
          teeth: 30, centre: place, radius: Double.random(in: 10...400, using: &generator),
          seed: seed + 5))
      let plain = planarArea(try big.intersection(small))
      let local = planarArea(try big.localIntersection(small))
      let swapped = planarArea(try small.localIntersection(big))
      #expect(abs(plain - local) <= 1e-9 * max(1, plain), "seed \(seed)")
      #expect(abs(plain - swapped) <= 1e-9 * max(1, plain), "seed \(seed)")
    }
  }

  @Test func `overlays from several threads do not disturb each other`() throws {
    let wrong = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 200) { index in
      let shift = Double(index % 10) / 10
      let area = (try? rectangle(0, 0, 1, 1).intersection(rectangle(shift, 0, 2, 1)))
        .map(planarArea)
      if let area, abs(area - (1 - shift)) < 1e-12 { return }
      wrong.withLock { $0 += 1 }
    }
    #expect(wrong.withLock { $0 } == 0)
  }
}

/// The cosine by its series, so that the test needs no C library.
func cosine(_ angle: Double) -> Double {
  var reduced = angle.truncatingRemainder(dividingBy: 2 * .pi)
  if reduced > .pi { reduced -= 2 * .pi }
  var term = 1.0
  var sum = 1.0
  for order in 1..<20 {
    term *= -reduced * reduced / Double((2 * order - 1) * (2 * order))
    sum += term
  }
  return sum
}
