import Diagnostics
import Geometry
import Imagery
import Testing

@Suite struct CoordinateTransformTests {
  // Computed with pyproj 3.7 (PROJ 9.5.1), always_xy=True.
  @Test(arguments: [
    ("EPSG:4490", "EPSG:4548", 118.2, 26.3, 619839.8232609957, 2910627.7516875812),
    ("EPSG:4490", "EPSG:4498", 118.2, 26.3, 20619839.8232609965, 2910627.7516875812),
    ("EPSG:4326", "EPSG:32650", 118.2, 26.3, 619791.8873313053, 2909463.5006732037),
    ("EPSG:32650", "EPSG:4549", 700000, 3400000, 412698.7752693224, 3399852.0042605130),
    ("EPSG:4548", "EPSG:32650", 500123.4, 3312345.6, 500123.3506399993, 3311020.6618551626),
    ("EPSG:32650", "EPSG:3857", 500000, 3400000, 13024380.4228130076, 3598108.1380472896),
  ])
  func `projections agree with another PROJ`(
    from: String, to: String, x: Double, y: Double, expectedX: Double, expectedY: Double
  ) throws {
    var positions = [Coordinate(x: x, y: y)]
    let transform = try CoordinateTransform(from: crs(from), to: crs(to))
    try transform.transform(&positions)
    #expect(abs(positions[0].x - expectedX) < 1e-6)
    #expect(abs(positions[0].y - expectedY) < 1e-6)
  }

  @Test func `a zone-prefixed position comes out in degrees`() throws {
    var positions = [Coordinate(x: 39512345.678, y: 3312345.678)]
    try CoordinateTransform(from: crs("EPSG:4527"), to: crs("EPSG:4490")).transform(&positions)
    #expect(abs(positions[0].x - 117.1278628110) < 1e-10)
    #expect(abs(positions[0].y - 29.9298650148) < 1e-10)
  }

  @Test func `CGCS2000 and WGS 84 are taken as the same within decimetres, both ways`() throws {
    for (from, to) in [("EPSG:4490", "EPSG:4326"), ("EPSG:4326", "EPSG:4490")] {
      var positions = [Coordinate(x: 118.2, y: 26.3)]
      try CoordinateTransform(from: crs(from), to: crs(to)).transform(&positions)
      #expect(abs(positions[0].x - 118.2) < 1e-11 && abs(positions[0].y - 26.3) < 1e-11)
    }
  }

  @Test func `the same system leaves coordinates as they are`() throws {
    let positions = [Coordinate(x: 500000.1, y: 3_300_000.3)]
    var moved = positions
    let transform = try CoordinateTransform(
      from: crs("EPSG:4548"), to: crs(crs("EPSG:4548").wkt))
    let isIdentity = transform.isIdentity
    #expect(isIdentity)
    try transform.transform(&moved)
    #expect(moved == positions)
  }

  @Test func `a position without an image is an error and changes nothing`() throws {
    let transform = try CoordinateTransform(from: crs("EPSG:4326"), to: crs("EPSG:32650"))
    var positions = [Coordinate(x: 118, y: 26), Coordinate(x: 118, y: 426)]
    let before = positions
    #expect(code { try transform.transform(&positions) } == .unsuitableCRS)
    #expect(positions == before)
    var infinite = [Coordinate(x: .infinity, y: 3)]
    #expect(code { try transform.transform(&infinite) } == .unsuitableCRS)
    var notANumber = [Coordinate(x: 118, y: .nan)]
    #expect(code { try transform.transform(&notANumber) } == .unsuitableCRS)
  }

  @Test func `datums without known parameters are refused instead of ignored`() throws {
    // A local datum that EPSG does not know.
    let local = try crs(
      #"GEOGCS["county plan",DATUM["county datum",SPHEROID["Krassowsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
    )
    #expect(
      code { _ = try CoordinateTransform(from: local, to: crs("EPSG:4490")) } == .unsuitableCRS)
  }

  @Test func `an envelope holds the image of its sides`() throws {
    let transform = try CoordinateTransform(from: crs("EPSG:32650"), to: crs("EPSG:4326"))
    let tile = Envelope(minX: 399_960, minY: 3_390_240, maxX: 509_760, maxY: 3_500_040)
    let degrees = try transform.transformed(tile)
    // The northern side is highest on the central meridian (x = 500000), between its ends.
    var middle = [Coordinate(x: 500_000, y: 3_500_040)]
    try transform.transform(&middle)
    #expect(abs(degrees.maxY - middle[0].y) < 1e-6)
    var corner = [Coordinate(x: 399_960, y: 3_390_240)]
    try transform.transform(&corner)
    #expect(corner[0].y <= degrees.maxY && degrees.minY <= corner[0].y)
    #expect(try transform.transformed(Envelope.empty).isEmpty)
  }

  @Test func `a multipolygon keeps its parts and holes`() throws {
    let transform = try CoordinateTransform(from: crs("EPSG:4548"), to: crs("EPSG:4490"))
    let shape = polygon(
      [(500_000, 3_300_000), (501_000, 3_300_000), (501_000, 3_301_000)],
      [(500_500, 3_300_100), (500_600, 3_300_200), (500_600, 3_300_100)])
    let moved = try transform.transformed(shape)
    #expect(moved.polygons[0].exterior.coordinates.count == 4)
    #expect(moved.polygons[0].holes[0].coordinates.count == 4)
    #expect(moved.polygons[0].exterior.coordinates[0].x == 117)
  }
}
