import Diagnostics
import Geometry
import Imagery
import Testing

@Suite struct EllipsoidalAreaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var crs: String
    var rings: [[Coordinate]]
    var squareMetres: Double
    var testDescription: String { name }

    init(_ name: String, _ crs: String, _ rings: [[(Double, Double)]], _ squareMetres: Double) {
      self.name = name
      self.crs = crs
      self.rings = rings.map { $0.map { Coordinate(x: $0.0, y: $0.1) } }
      self.squareMetres = squareMetres
    }

    var geometry: MultiPolygon {
      let made = rings.map { LinearRing($0) }
      return MultiPolygon([Polygon(exterior: made[0], holes: Array(made.dropFirst()))])
    }
  }

  // Geodesic areas by GeographicLib's algorithm in pyproj 3.7 (Geod.polygon_area_perimeter) of rings whose edges were cut into
  // pieces of at most 100 m along straight lines of the CRS.
  static let cases = [
    Case(
      "a parcel of 10 mu", "EPSG:4548",
      [
        [
          (500123.4, 3312345.6), (500203.1, 3312352.6), (500195.8, 3312435.6),
          (500116.1, 3312428.6),
        ]
      ], 6666.199991181),
    Case(
      "a parcel in degrees", "EPSG:4490",
      [[(117.25031, 29.913), (117.2511, 29.91305), (117.25104, 29.91381), (117.25025, 29.91376)]],
      6459.320277791),
    Case(
      "a slanted triangle of 1 km", "EPSG:4547",
      [[(620000, 3100000), (620700, 3100714.3), (619800, 3100950)]], 403786.113984451),
    Case(
      "a slanted triangle in degrees", "EPSG:4326",
      [[(118.1, 26.2), (118.107, 26.2064), (118.098, 26.2086)]], 404158.378029078),
    Case(
      "a county in UTM", "EPSG:32650",
      [
        [
          (412000, 3402000), (455300, 3398500), (478800, 3421200), (470100, 3450700),
          (433600, 3461000), (405900, 3436400),
        ]
      ], 3343225728.973343849),
    Case(
      "a county in degrees", "EPSG:4490",
      [[(116.1, 27.9), (116.62, 27.86), (116.71, 28.31), (116.4, 28.47), (116.05, 28.29)]],
      3308230255.612891197),
    Case(
      "zone-prefixed eastings with two holes", "EPSG:4527",
      [
        [(39412000, 3402000), (39432000, 3401000), (39431500, 3420500), (39411000, 3421500)],
        [(39415000, 3405000), (39418000, 3405500), (39417000, 3409000)],
        [(39421000, 3411000), (39421000, 3413000), (39424000, 3413000), (39424000, 3411000)],
      ], 382566802.835050941),
    Case(
      "the edge of a 3 degree zone", "EPSG:4549",
      [[(645000, 3400000), (648000, 3400000), (648000, 3403000), (645000, 3403000)]],
      8995237.999054417),
    Case(
      "the southern hemisphere in UTM", "EPSG:32750",
      [[(412000, 6402000), (414300, 6401500), (415800, 6404200), (413100, 6406700)]],
      11206908.593185663),
    Case(
      "the southern hemisphere in degrees", "EPSG:4326",
      [[(117.3, -33.4), (117.35, -33.41), (117.34, -33.36), (117.29, -33.35)]],
      24768843.949422359),
    Case(
      "across the equator", "EPSG:4326",
      [[(109.3, -0.04), (109.38, -0.03), (109.37, 0.05), (109.29, 0.035)]], 77854874.798275709),
    Case(
      "a 6 degree zone", "EPSG:4510",
      [[(612000, 3802000), (614300, 3801500), (615800, 3804200), (613100, 3806700)]],
      11196429.046592727),
    Case(
      "an equal-area projection", "ESRI:102025",
      [[(1512000, 3802000), (1514300, 3801500), (1515800, 3804200), (1513100, 3806700)]],
      11200000.083515406),
  ]

  @Test(arguments: cases)
  func `the area agrees with the geodesic area within a millionth`(expected: Case) throws {
    let area = try EllipsoidalArea.squareMetres(of: expected.geometry, in: crs(expected.crs))
    #expect(abs(area / expected.squareMetres - 1) < 1e-6)
  }

  @Test func `the direction of rings does not matter`() throws {
    let holed = Self.cases[6].geometry
    let reversed = MultiPolygon(
      holed.polygons.map { part in
        Polygon(
          exterior: LinearRing(part.exterior.coordinates.reversed()),
          holes: part.holes.map { LinearRing($0.coordinates.reversed()) })
      })
    let system = try crs("EPSG:4527")
    let area = try EllipsoidalArea.squareMetres(of: holed, in: system)
    let other = try EllipsoidalArea.squareMetres(of: reversed, in: system)
    #expect(abs(area - other) < 1e-12 * area)
    // The same input gives the same bits.
    #expect(try EllipsoidalArea.squareMetres(of: holed, in: system) == area)
  }

  @Test func `parts add up, and nothing has no area`() throws {
    let system = try crs("EPSG:32650")
    let one = rectangle(450_000, 3_400_000, 451_000, 3_401_000)
    let two = rectangle(452_000, 3_400_000, 453_000, 3_402_000)
    let sum =
      try EllipsoidalArea.squareMetres(of: one, in: system)
      + EllipsoidalArea.squareMetres(of: two, in: system)
    let both = try EllipsoidalArea.squareMetres(
      of: MultiPolygon(one.polygons + two.polygons), in: system)
    #expect(both == sum)
    #expect(try EllipsoidalArea.squareMetres(of: MultiPolygon([]), in: system) == 0)
  }

  @Test func `feet measure the same ground as metres`() throws {
    // The same square in NAD83 / Texas South Central, once in US survey feet, once in metres (EPSG:2278, EPSG:32140).
    let foot = 1200.0 / 3937
    let metres = rectangle(900_000, 4_200_000, 901_000, 4_201_000)
    let feet = metres.mapCoordinates { Coordinate(x: $0.x / foot, y: $0.y / foot) }
    let inMetres = try EllipsoidalArea.squareMetres(of: metres, in: crs("EPSG:32140"))
    let inFeet = try EllipsoidalArea.squareMetres(of: feet, in: crs("EPSG:2278"))
    #expect(abs(inFeet / inMetres - 1) < 1e-8)
  }

  @Test func `a position has its longitude and latitude`() throws {
    // cs2cs -f %.10f EPSG:4548 EPSG:4490, which names northings and latitudes first.
    let measure = try EllipsoidalArea(in: crs("EPSG:4548"))
    let place = try measure.longitudeLatitude(of: Coordinate(x: 500_123.4, y: 3_312_345.6))
    #expect(abs(place.x - 117.0012780414) < 1e-9)
    #expect(abs(place.y - 29.9299263082) < 1e-9)
    let degrees = try EllipsoidalArea(in: crs("EPSG:4490"))
    #expect(try degrees.longitudeLatitude(of: place) == place)
  }

  @Test func `Web Mercator is refused, by code and in disguise`() {
    let square = rectangle(13_000_000, 3_500_000, 13_001_000, 3_501_000)
    for text in ["EPSG:3857", "+proj=webmerc +datum=WGS84"] {
      #expect(
        code { _ = try EllipsoidalArea.squareMetres(of: square, in: crs(text)) } == .unsuitableCRS)
    }
  }

  @Test func `coordinates that are no numbers are refused`() throws {
    let broken = polygon([(117, 27), (117.1, .nan), (117.1, 27.1)])
    let system = try crs("EPSG:4490")
    #expect(
      code { _ = try EllipsoidalArea.squareMetres(of: broken, in: system) } == .invalidGeometry)
  }
}
