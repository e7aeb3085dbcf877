import Diagnostics
import Geometry
import Imagery
import Testing

@Suite struct DensificationTests {
  @Test func `neighbours share the cuts of their common edge to the last bit`() throws {
    let rule = try Densification(longestPiece: 500, in: crs("EPSG:4547"))
    let a = Coordinate(x: 500_123.45, y: 3_300_001.7)
    let b = Coordinate(x: 507_654.32, y: 3_311_111.1)
    let left = rule.densified(
      MultiPolygon([Polygon(exterior: LinearRing([a, b, Coordinate(x: 490_000, y: 3_310_000)]))]))
    let right = rule.densified(
      MultiPolygon([Polygon(exterior: LinearRing([b, a, Coordinate(x: 520_000, y: 3_300_000)]))]))
    let cuts = 27  // hypot(7530.87, 11109.4) m / 500 m, rounded up
    let forwards = Array(left.polygons[0].exterior.coordinates.prefix(cuts + 1))
    let backwards = Array(right.polygons[0].exterior.coordinates.prefix(cuts + 1))
    #expect(forwards == backwards.reversed())
    #expect(forwards.first == a && forwards.last == b)
  }

  @Test(arguments: [
    ("EPSG:4490", "EPSG:32650", 117.1, 27.2, 117.9, 27.9),
    ("EPSG:4490", "EPSG:4549", 117.1, 50.2, 117.9, 52.1),
    ("EPSG:4548", "EPSG:4490", 500_000, 3_300_000, 560_000, 3_340_000),
    ("EPSG:4548", "EPSG:32651", 600_000, 3_300_000, 660_000, 3_380_000),
    ("ESRI:102025", "EPSG:32650", 1_500_000, 3_800_000, 1_560_000, 3_870_000),
  ])
  func `a cut line stays within 0.1 m of where it was`(
    from: String, to: String, x0: Double, y0: Double, x1: Double, y1: Double
  ) throws {
    let source = try crs(from)
    let rule = try Densification(longestPiece: 500, in: source)
    let triangle = polygon([(x0, y0), (x1, y1), (x0, y1)])
    let cut = rule.densified(triangle).polygons[0].exterior.coordinates
    // Middles of the pieces, once on the straight line before and once after the transformation.
    let middles = zip(cut, cut.dropFirst()).map {
      Coordinate(x: ($0.0.x + $0.1.x) / 2, y: ($0.0.y + $0.1.y) / 2)
    }
    let metric = try CoordinateTransform(from: source, to: crs(to))
    var before = middles
    var moved = cut
    try metric.transform(&before)
    try metric.transform(&moved)
    // A degree of latitude has 111 km; longitude is shorter, which errs on the safe side.
    let metres = try crs(to).kind == .geographic ? 111_320.0 : 1
    for (index, middle) in before.enumerated() {
      let straight = Coordinate(
        x: (moved[index].x + moved[index + 1].x) / 2, y: (moved[index].y + moved[index + 1].y) / 2)
      let away =
        ((straight.x - middle.x) * (straight.x - middle.x)
        + (straight.y - middle.y) * (straight.y - middle.y)).squareRoot() * metres
      #expect(away < 0.1)
    }
  }
}
