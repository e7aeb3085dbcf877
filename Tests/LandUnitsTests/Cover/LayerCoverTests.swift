import Foundation
import Geometry
import Imagery
import LandUnits
import TestSupport
import Testing

@Suite struct LayerCoverTests {
  let crs: CoordinateReferenceSystem

  init() throws { crs = try CoordinateReferenceSystem(parsing: "EPSG:4548") }

  /// A ring of a star around a point: radius and its waves.
  func star(
    _ x: Double, _ y: Double, _ radius: Double, _ vertices: Int, _ generator: inout SeededGenerator
  ) -> LinearRing {
    let phase = Double.random(in: 0...6, using: &generator)
    return LinearRing(
      (0..<vertices).map { number in
        let angle = 2 * Double.pi * Double(number) / Double(vertices)
        let length = radius * (1 + 0.2 * sin(5 * angle + phase))
        return Coordinate(x: x + length * cos(angle), y: y + length * sin(angle))
      })
  }

  func unit(_ id: String, _ geometry: MultiPolygon) throws -> LandUnit {
    try LandUnit(
      feature: Feature(identifier: id, attributes: [], geometry: geometry), layer: "layer",
      crs: crs)
  }

  // Overlay by GEOS of everything with everything is the reference.
  @Test(arguments: 1...4) func `areas are those of overlaying everything`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var features: [LandUnit] = []
    for number in 0..<12 {
      let (x, y) = (520_000 + Double(number % 4) * 900, 2_870_000 + Double(number / 4) * 900)
      let outer = star(x, y, 340, 60, &generator)
      let hole = star(x, y, 120, 24, &generator)
      features.append(
        try unit("\(number)", MultiPolygon([Polygon(exterior: outer, holes: [hole])])))
    }
    let cover = try LayerCover(features, crs: crs)
    let measure = try EllipsoidalArea(in: crs)
    var inside = 0
    var outside = 0
    for _ in 0..<400 {
      let x = 520_000 + Double.random(in: -400...3100, using: &generator)
      let y = 2_870_000 + Double.random(in: -400...2200, using: &generator)
      let size = Double.random(in: 5...120, using: &generator)
      let outline = MultiPolygon([Polygon(exterior: star(x, y, size, 7, &generator))])
      let whole = try measure.squareMetres(of: outline)
      let found = try cover.area(of: outline, squareMetres: whole, measure: measure)
      var expected = 0.0
      for feature in features {
        expected += try measure.squareMetres(of: outline.intersection(feature.geometry))
      }
      #expect(abs(found - expected) <= 1e-7 * whole)
      if found == 0 { outside += 1 }
      if found == whole { inside += 1 }
    }
    // Both ways around an overlay were taken.
    #expect(inside > 20 && outside > 20)
  }

  @Test func `features that overlap add up, an empty layer has nothing`() throws {
    var generator = SeededGenerator(seed: 9)
    let ring = star(520_000, 2_870_000, 500, 40, &generator)
    let twice = try [
      unit("1", MultiPolygon([Polygon(exterior: ring)])),
      unit("2", MultiPolygon([Polygon(exterior: ring)])),
    ]
    let small = MultiPolygon([Polygon(exterior: star(520_010, 2_870_010, 20, 9, &generator))])
    let measure = try EllipsoidalArea(in: crs)
    let whole = try measure.squareMetres(of: small)
    #expect(
      try LayerCover(twice, crs: crs).area(of: small, squareMetres: whole, measure: measure)
        == 2 * whole)
    #expect(
      try LayerCover([], crs: crs).area(of: small, squareMetres: whole, measure: measure) == 0)
  }
}
