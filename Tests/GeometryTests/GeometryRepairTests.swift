import Diagnostics
import Geometry
import Testing

@Suite struct GeometryRepairTests {
  @Test func `a valid geometry passes as it is`() throws {
    let holed = polygon(
      [(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (2, 4), (4, 4), (4, 2)])
    let (geometry, repair) = try GeometryRepair.validated(holed)
    #expect(geometry == holed && repair == nil)
    #expect(try holed.isValid())
  }

  @Test func `a bow-tie is repaired into two triangles, and the report names the crossing`() throws
  {
    let bowTie = polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    #expect(try !bowTie.isValid())
    let (geometry, repair) = try GeometryRepair.validated(bowTie)
    #expect(geometry.polygons.count == 2)
    #expect(try geometry.isValid())
    // Two triangles of base 2 and height 1.
    #expect(planarArea(geometry) == 2)
    #expect(repair == "Self-intersection at 1.0 1.0; repaired to 2 parts")
  }

  @Test func `a spike is cut off`() throws {
    let spike = polygon([(0, 0), (4, 0), (4, 4), (4, 9), (4, 4), (0, 4)])
    let (geometry, repair) = try GeometryRepair.validated(spike)
    #expect(planarArea(geometry) == 16)
    #expect(repair?.contains("repaired to 1 part") == true)
  }

  @Test func `parts that share an edge are joined`() throws {
    let parts = MultiPolygon(rectangle(0, 0, 1, 1).polygons + rectangle(1, 0, 2, 1).polygons)
    let (geometry, repair) = try GeometryRepair.validated(parts)
    #expect(geometry.polygons.count == 1 && planarArea(geometry) == 2)
    #expect(repair != nil)
  }

  @Test func `what can be read in two ways is refused`() {
    // Wound twice around the inner square.
    let twice = polygon([
      (0, 0), (4, 0), (4, 4), (1, 4), (1, 1), (3, 1), (3, 3), (0, 3),
    ])
    #expect(code { _ = try GeometryRepair.validated(twice) } == .invalidGeometry)
    let overlapping = MultiPolygon(rectangle(0, 0, 2, 2).polygons + rectangle(1, 1, 3, 3).polygons)
    #expect(code { _ = try GeometryRepair.validated(overlapping) } == .invalidGeometry)
  }

  @Test func `a hole outside its exterior becomes a part, as both ways of repair read it`() throws {
    let strayHole = polygon([(0, 0), (1, 0), (1, 1), (0, 1)], [(5, 5), (6, 5), (6, 6), (5, 6)])
    let (geometry, repair) = try GeometryRepair.validated(strayHole)
    #expect(geometry.polygons.count == 2 && planarArea(geometry) == 2)
    #expect(repair?.contains("Hole lies outside shell") == true)
  }

  @Test func `rings that enclose nothing are dropped and reported`() throws {
    let withPoint = polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [(1, 1), (2, 2)])
    let (geometry, repair) = try GeometryRepair.validated(withPoint)
    #expect(geometry == rectangle(0, 0, 4, 4))
    #expect(repair?.contains("1 ring(s)") == true && repair?.contains("1.0 1.0") == true)
    #expect(
      code { _ = try GeometryRepair.validated(polygon([(0, 0), (1, 1)])) } == .invalidGeometry)
    #expect(code { _ = try GeometryRepair.validated(polygon([])) } == .invalidGeometry)
  }

  @Test func `a flat ring and coordinates that are no numbers are refused`() {
    let flat = polygon([(0, 0), (1, 1), (2, 2)])
    #expect(code { _ = try GeometryRepair.validated(flat) } == .invalidGeometry)
    let broken = polygon([(0, 0), (1, .nan), (2, 2)])
    #expect(code { _ = try GeometryRepair.validated(broken) } == .invalidGeometry)
  }

  @Test func `nothing stays nothing`() throws {
    let (geometry, repair) = try GeometryRepair.validated(MultiPolygon([]))
    #expect(geometry.isEmpty && repair == nil)
  }
}

/// The area in the plane by the shoelace formula.
func planarArea(_ geometry: MultiPolygon) -> Double {
  func ring(_ ring: LinearRing) -> Double {
    var sum = 0.0
    for (a, b) in zip(ring.coordinates, ring.coordinates.dropFirst()) {
      sum += a.x * b.y - b.x * a.y
    }
    return abs(sum) / 2
  }
  return geometry.polygons.reduce(0) { sum, part in
    sum + ring(part.exterior) - part.holes.reduce(0) { $0 + ring($1) }
  }
}
