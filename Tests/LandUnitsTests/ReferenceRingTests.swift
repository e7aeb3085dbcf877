import Diagnostics
import Geometry
import Imagery
import LandUnits
import Testing

/// Expected areas: plane geometry. A square of side a grown by r has a² + 4ar + πr²; GEOS has 8 chords per quarter circle,
/// whose area is 8 sin(π/16) r² a quarter.
@Suite struct ReferenceRingTests {
  let utm: CoordinateReferenceSystem
  let mine = rectangle(450_000, 3_400_000, 450_400, 3_400_400)
  /// 16 sin(π/16): the area of GEOS's circle of radius 1.
  let circle = 3.121_445_152_258_052

  init() throws { utm = try CoordinateReferenceSystem(parsing: "EPSG:32650") }

  /// The area in the plane by the shoelace formula.
  func area(_ geometry: MultiPolygon) -> Double {
    var sum = 0.0
    for polygon in geometry.polygons {
      for (index, ring) in polygon.rings.enumerated() {
        let points = ring.coordinates
        var twice = 0.0
        for index in points.indices {
          let (a, b) = (points[index], points[(index + 1) % points.count])
          twice += (a.x - 450_000) * (b.y - 3_400_000) - (b.x - 450_000) * (a.y - 3_400_000)
        }
        sum += (index == 0 ? 1 : -1) * (twice / 2).magnitude
      }
    }
    return sum
  }

  @Test func `the ring lies between 200 m and 1000 m around the mine`() throws {
    let ring = try ReferenceRing().around(mine, crs: utm)
    let expected =
      (4 * 400 * 1000 + circle * 1_000_000) - (4 * 400 * 200 + circle * 40_000)
    #expect((area(ring) - expected).magnitude < 1)
    #expect(try ring.intersection(mine.buffered(by: 199.9)).isEmpty)
    #expect(try ring.intersection(mine).isEmpty)
  }

  @Test func `other mines with their surroundings and excluded land are not in the ring`() throws {
    let other = rectangle(450_900, 3_400_000, 451_200, 3_400_400)
    let town = rectangle(449_000, 3_400_100, 449_700, 3_400_300)
    let far = rectangle(480_000, 3_400_000, 480_100, 3_400_100)
    let free = try ReferenceRing().around(mine, crs: utm)
    let ring = try ReferenceRing().around(
      mine, mines: [mine, other, far], excluded: [town, far], crs: utm)
    #expect(try ring.intersection(other.buffered(by: 199.9)).isEmpty)
    #expect(try ring.intersection(town).isEmpty)
    // The town covers 700 m × 200 m of which x from 449 000 to 449 700 lies in the ring.
    let townPart = try free.intersection(town)
    let otherPart = try free.intersection(other.buffered(by: 200))
    #expect((area(free) - area(townPart) - area(otherPart) - area(ring)).magnitude < 1)
    #expect((area(townPart) - 140_000).magnitude < 1)
  }

  @Test func `a ring that is taken completely is empty`() throws {
    let county = rectangle(440_000, 3_390_000, 460_000, 3_410_000)
    #expect(try ReferenceRing().around(mine, excluded: [county], crs: utm).isEmpty)
  }

  @Test func `degrees, Web Mercator and nothing are refused`() throws {
    for text in ["EPSG:4490", "EPSG:3857"] {
      let crs = try CoordinateReferenceSystem(parsing: text)
      let error = #expect(throws: TiankanError.self) {
        try ReferenceRing().around(mine, crs: crs)
      }
      #expect(error?.code == .unsuitableCRS)
    }
    let error = #expect(throws: TiankanError.self) {
      try ReferenceRing().around(MultiPolygon([]), crs: utm)
    }
    #expect(error?.code == .empty)
  }
}
