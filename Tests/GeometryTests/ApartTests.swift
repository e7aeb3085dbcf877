import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@Suite struct ApartTests {
  func polygon(_ positions: [(Double, Double)]) -> MultiPolygon {
    MultiPolygon([
      Polygon(
        exterior: LinearRing(positions.map { Coordinate(x: 520_000 + $0.0, y: 2_870_000 + $0.1) }))
    ])
  }

  @Test func `neighbours with a common edge are apart, a notch and its tooth are not told`() {
    let one = polygon([(0, 0), (50, 3), (52, 47), (1, 50)])
    let next = polygon([(50, 3), (99, 0), (101, 52), (52, 47)])
    #expect(one.isSurelyApart(from: next))
    #expect(next.isSurelyApart(from: one))
    let notched = polygon([(0, 0), (100, 0), (100, 100), (50, 50), (0, 100)])
    #expect(!notched.isSurelyApart(from: polygon([(45, 70), (55, 70), (50, 60)])))
  }

  // Whatever is called apart has no common area by GEOS.
  @Test(arguments: 1...3) func `what is apart has no area in common`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var apart = 0
    func random() -> MultiPolygon {
      let x = Double.random(in: 0...60, using: &generator)
      let y = Double.random(in: 0...60, using: &generator)
      let count = Int.random(in: 3...9, using: &generator)
      return polygon(
        (0..<count).map { number in
          let angle = 2 * Double.pi * Double(number) / Double(count)
          let radius = Double.random(in: 5...40, using: &generator)
          return (x + radius * cos(angle), y + radius * sin(angle))
        })
    }
    let crs = try CoordinateReferenceSystem(parsing: "EPSG:4548")
    for _ in 0..<400 {
      let (one, other) = (random(), random())
      guard one.isSurelyApart(from: other) else { continue }
      apart += 1
      let common = try EllipsoidalArea.squareMetres(of: one.intersection(other), in: crs)
      #expect(common < 1e-3)
    }
    #expect(apart > 20)
  }
}
