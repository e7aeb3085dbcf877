import Diagnostics
import Geometry
import Imagery
import Testing

@Suite struct CGCS2000Tests {
  // The table of EPSG v10: 4491 to 4554.
  @Test(arguments: [
    (75, 3, "EPSG:4534"), (114, 3, "EPSG:4547"), (117, 3, "EPSG:4548"), (120, 3, "EPSG:4549"),
    (135, 3, "EPSG:4554"), (75, 6, "EPSG:4502"), (117, 6, "EPSG:4509"), (135, 6, "EPSG:4512"),
  ])
  func `a zone is found by its central meridian`(meridian: Int, width: Int, code: String) throws {
    let zoneWidth = try #require(CGCS2000.ZoneWidth(rawValue: width))
    let system = try CGCS2000.zone(centralMeridian: meridian, width: zoneWidth)
    #expect(system.authorityCode == code)
    // Its central meridian has the easting 500 000.
    var origin = [Coordinate(x: Double(meridian), y: 30)]
    try CoordinateTransform(from: CGCS2000.geographic(), to: system).transform(&origin)
    #expect(abs(origin[0].x - 500_000) < 1e-6)
  }

  @Test(arguments: [
    (13, "EPSG:4491"), (20, "EPSG:4498"), (23, "EPSG:4501"), (25, "EPSG:4513"), (38, "EPSG:4526"),
    (39, "EPSG:4527"), (45, "EPSG:4533"),
  ])
  func `a zone is found by its number`(number: Int, code: String) throws {
    let system = try CGCS2000.zone(number: number)
    #expect(system.authorityCode == code)
    let meridian = try #require(CGCS2000.centralMeridian(ofZone: number))
    var origin = [Coordinate(x: Double(meridian), y: 30)]
    try CoordinateTransform(from: CGCS2000.geographic(), to: system).transform(&origin)
    #expect(abs(origin[0].x - (Double(number) * 1e6 + 500_000)) < 1e-6)
  }

  @Test func `zones that do not exist are refused`() {
    #expect(code { _ = try CGCS2000.zone(centralMeridian: 116) } == .unsuitableCRS)
    #expect(code { _ = try CGCS2000.zone(centralMeridian: 138) } == .unsuitableCRS)
    #expect(code { _ = try CGCS2000.zone(centralMeridian: 120, width: .six) } == .unsuitableCRS)
    #expect(code { _ = try CGCS2000.zone(number: 24) } == .unsuitableCRS)
    #expect(code { _ = try CGCS2000.zone(number: 46) } == .unsuitableCRS)
  }

  @Test func `a zone number is taken off an easting`() throws {
    let split = try #require(CGCS2000.splitZonePrefix(easting: 38_512_345.625))
    #expect(split.zone == 38 && split.width == .three && split.easting == 512_345.625)
    #expect(CGCS2000.splitZonePrefix(easting: 20_619_839.8)?.width == .six)
    #expect(CGCS2000.splitZonePrefix(easting: 512_345.6) == nil)
    #expect(CGCS2000.splitZonePrefix(easting: 24_500_000) == nil)
    #expect(CGCS2000.splitZonePrefix(easting: 38_000_001) == nil)
    #expect(CGCS2000.splitZonePrefix(easting: 3_312_345) == nil)
    #expect(CGCS2000.splitZonePrefix(easting: .nan) == nil)
  }
}
