import Diagnostics
import Foundation
import Geometry
import Imagery
import LandUnits
import Testing

@Suite struct FragmentationTests {
  let crs: CoordinateReferenceSystem

  init() throws { crs = try CoordinateReferenceSystem(parsing: "EPSG:4548") }

  func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
    // On the central meridian the projection's scale is 1, so planar and ellipsoidal areas agree.
    let (west, south) = (500_000 + x, 2_870_000 + y)
    return MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: west, y: south), Coordinate(x: west + width, y: south),
          Coordinate(x: west + width, y: south + height), Coordinate(x: west, y: south + height),
        ]))
    ])
  }

  func measure(
    _ patches: [MultiPolygon], gap: Double = 10, blocks: [Double] = [20_000]
  ) throws -> Fragmentation {
    try Fragmentation(patches, crs: crs, gap: gap, smallestBlocks: blocks)
  }

  // By hand from the formulas: a square of 100 m and a rectangle of 200 m × 50 m, 500 m apart.
  @Test func `metrics of two patches`() throws {
    let found = try measure([box(0, 0, 100, 100), box(600, 0, 200, 50)])
    #expect(found.patches == 2)
    #expect(abs(found.squareMetres - 20_000) < 0.02)
    #expect(abs(found.density - 100) < 1e-4)
    #expect(abs(found.meanPatch - 10_000) < 0.01)
    #expect(abs(found.largestPatchIndex - 50) < 1e-4)
    // 0.25 × (400 + 500) / √20000.
    #expect(abs(found.landscapeShapeIndex - 225 / 20_000.0.squareRoot()) < 1e-5)
    let root = 2 * (Double.pi * 10_000).squareRoot()
    #expect(abs(found.meanShapeIndex - (400 / root + 500 / root) / 2) < 1e-5)
    let compact = (4 * Double.pi * 10_000 / 160_000 + 4 * Double.pi * 10_000 / 250_000) / 2
    #expect(abs(found.meanCompactness - compact) < 1e-5)
    #expect(abs(found.meanRectangularity - 1) < 1e-9)
    let fractal = (1 + 2 * log(125.0) / log(10_000.0)) / 2
    #expect(abs(found.meanFractalDimension - fractal) < 1e-5)
    #expect(found.contiguity.map(\.blocks) == [0])
  }

  @Test func `a field that stands aslant is as regular as one along the axes`() throws {
    let angle = 0.5
    let turned = box(0, 0, 120, 40).mapCoordinates { position in
      let (x, y) = (position.x - 500_000, position.y - 2_870_000)
      return Coordinate(
        x: 500_000 + x * cos(angle) - y * sin(angle), y: 2_870_000 + x * sin(angle) + y * cos(angle)
      )
    }
    #expect(abs(try measure([turned]).meanRectangularity - 1) < 1e-6)
    // A right triangle fills half of its rectangle.
    let corner = [(0.0, 0.0), (100.0, 0.0), (0.0, 60.0)].map {
      Coordinate(x: 500_000 + $0.0, y: 2_870_000 + $0.1)
    }
    let triangle = MultiPolygon([Polygon(exterior: LinearRing(corner))])
    #expect(abs(try measure([triangle]).meanRectangularity - 0.5) < 1e-9)
  }

  // Three squares in a row, 8 m and 12 m apart: with a gap of 10 m the first two are a block.
  @Test func `patches within the gap are one block`() throws {
    let patches = [box(0, 0, 100, 100), box(108, 0, 100, 100), box(220, 0, 100, 100)]
    let sizes = [9_999.0, 19_999, 29_999]
    func shares(_ gap: Double) throws -> [Double] {
      try measure(patches, gap: gap, blocks: sizes).contiguity.map { ($0.share * 1000).rounded() }
    }
    #expect(try shares(0) == [1000, 0, 0])
    #expect(try shares(10) == [1000, 667, 0])
    #expect(try shares(13) == [1000, 1000, 1000])
  }

  @Test func `what cannot be measured is refused`() throws {
    let degrees = try CoordinateReferenceSystem(parsing: "EPSG:4490")
    #expect(throws: TiankanError.self) {
      _ = try Fragmentation([box(0, 0, 1, 1)], crs: degrees, gap: 0, smallestBlocks: [])
    }
    #expect(throws: TiankanError.self) { _ = try measure([]) }
  }
}
