import TestSupport
import Testing

@testable import Geometry

@Suite struct SureValidityTests {
  /// Rings on a coarse lattice: full of crossings, touches, spikes and repeated positions.
  private func latticeRing(_ generator: inout SeededGenerator) -> MultiPolygon {
    let count = Int.random(in: 3...9, using: &generator)
    return polygon(
      (0..<count).map { _ in
        (
          Double(Int.random(in: 0...6, using: &generator)),
          Double(Int.random(in: 0...6, using: &generator))
        )
      })
  }

  // GEOS judges.
  @Test func `what is surely valid is valid by GEOS, on rings full of touches`() throws {
    var generator = SeededGenerator(seed: 71)
    var sure = 0
    for _ in 0..<20_000 {
      let ring = latticeRing(&generator)
      guard ring.isSurelyValid else { continue }
      sure += 1
      #expect(try ring.isValid(), "\(ring)")
    }
    #expect(sure > 500)
  }

  @Test func `of ordinary parcels far from the origin nearly all are recognised`() throws {
    var generator = SeededGenerator(seed: 72)
    var sure = 0
    for _ in 0..<1000 {
      // A star of 16 vertices around a point: simple whatever the radii.
      let ring = polygon(
        (0..<16).map { corner in
          let radius = Double.random(in: 20...80, using: &generator)
          let (x, y) = Self.directions[corner]
          return (39_512_345.67 + radius * x, 2_756_789.01 + radius * y)
        })
      #expect(try ring.isValid())
      if ring.isSurelyValid { sure += 1 }
    }
    #expect(sure >= 990)
  }

  /// 16 directions, each a multiple of 22.5 degrees.
  private static let directions: [(Double, Double)] = {
    let (a, b, c) = (0.923_879_532_5, 0.382_683_432_4, 0.707_106_781_2)
    let quarter = [(1.0, 0.0), (a, b), (c, c), (b, a)]
    return quarter + quarter.map { (-$0.1, $0.0) } + quarter.map { (-$0.0, -$0.1) }
      + quarter.map { ($0.1, -$0.0) }
  }()

  @Test func `holes, several parts and bow-ties are left to GEOS`() {
    let holed = polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (2, 4), (4, 4), (4, 2)])
    #expect(!holed.isSurelyValid)
    let parts = MultiPolygon(rectangle(0, 0, 1, 1).polygons + rectangle(2, 0, 3, 1).polygons)
    #expect(!parts.isSurelyValid)
    #expect(!polygon([(0, 0), (2, 2), (2, 0), (0, 2)]).isSurelyValid)
    #expect(!polygon([(0, 0), (4, 0), (4, 4), (4, 9), (4, 4), (0, 4)]).isSurelyValid)
    #expect(rectangle(0, 0, 1, 1).isSurelyValid)
  }
}
