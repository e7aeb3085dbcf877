import Diagnostics
import Geometry
import Imagery
import Testing

@Suite struct CoordinateReferenceSystemTests {
  // Texts printed by gdalsrsinfo 3.6.2 -o wkt_esri.
  static let esriGeographic =
    #"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
  static func esriGaussKruger(_ name: String, easting: String, meridian: String) -> String {
    "PROJCS[\"\(name)\",\(esriGeographic),PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",\(easting)],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",\(meridian)],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
  }
  static let esriUTM =
    #"PROJCS["WGS_1984_UTM_Zone_50N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
  // Printed by gdalsrsinfo -o wkt1: no authority at the top, as GDAL writes for user-made systems.
  static let wktOneWithoutCode =
    #"PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",114],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]"#

  @Test(arguments: [
    ("EPSG:4490", "EPSG:4490", CoordinateReferenceSystem.Kind.geographic),
    (" epsg:32650\n", "EPSG:32650", .projected),
    ("urn:ogc:def:crs:EPSG::4547", "EPSG:4547", .projected),
    (esriGeographic, "EPSG:4490", .geographic),
    (esriUTM, "EPSG:32650", .projected),
    (wktOneWithoutCode, "EPSG:4547", .projected),
    (
      esriGaussKruger("CGCS2000_3_Degree_GK_CM_114E", easting: "500000.0", meridian: "114.0"),
      "EPSG:4547", .projected
    ),
    (
      esriGaussKruger("CGCS2000_3_Degree_GK_Zone_39", easting: "39500000.0", meridian: "117.0"),
      "EPSG:4527", .projected
    ),
    (
      esriGaussKruger("CGCS2000_GK_CM_117E", easting: "500000.0", meridian: "117.0"),
      "EPSG:4509", .projected
    ),
  ])
  func `a definition with a certain code gets it`(
    text: String, code: String, kind: CoordinateReferenceSystem.Kind
  ) throws {
    let system = try crs(text)
    #expect(system.authorityCode == code)
    #expect(system.kind == kind)
    #expect(try system == crs(code), "equal to the system read from its code")
    #expect(system.isEquivalent(to: try crs(code)))
  }

  @Test func `a PROJ string and PROJJSON are read`() throws {
    let string = try crs(
      "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m")
    #expect(string.kind == .projected)
    // GRS80 is not CGCS2000's ellipsoid by name, and the datum is unknown.
    #expect(string.authorityCode == nil)
    let utm = try crs("+proj=utm +zone=50 +datum=WGS84 +units=m +no_defs")
    #expect(try utm.isEquivalent(to: crs("EPSG:32650")))
    let json = try crs(
      #"{"type":"GeographicCRS","name":"WGS 84","datum":{"type":"GeodeticReferenceFrame","name":"World Geodetic System 1984","ellipsoid":{"name":"WGS 84","semi_major_axis":6378137,"inverse_flattening":298.257223563}},"coordinate_system":{"subtype":"ellipsoidal","axis":[{"name":"Geodetic latitude","abbreviation":"Lat","direction":"north","unit":"degree"},{"name":"Geodetic longitude","abbreviation":"Lon","direction":"east","unit":"degree"}]},"id":{"authority":"EPSG","code":4326}}"#
    )
    #expect(json.authorityCode == "EPSG:4326")
  }

  @Test func `the text of a system reads back as the same system`() throws {
    for code in ["EPSG:4490", "EPSG:4527", "EPSG:4548", "EPSG:32650", "ESRI:102025"] {
      let system = try crs(code)
      #expect(try crs(system.wkt) == system)
      #expect(system.authorityCode == code)
    }
  }

  @Test func `a code that contradicts its definition is dropped`() throws {
    let wrong = Self.esriUTM.replacing(
      "UNIT[\"Meter\",1.0]]", with: "UNIT[\"Meter\",1.0],AUTHORITY[\"EPSG\",\"32651\"]]")
    let system = try crs(wrong)
    #expect(system.authorityCode == nil)
    #expect(try system.isEquivalent(to: crs("EPSG:32650")))
  }

  @Test func `the axis order of a definition does not matter`() throws {
    // EPSG's order of 4547 is northing, easting; ESRI's text says nothing; both place data alike.
    let official = try crs("EPSG:4547")
    let file = try crs(
      Self.esriGaussKruger("my zone", easting: "500000.0", meridian: "114.0"))
    #expect(file.isEquivalent(to: official))
    #expect(try crs("OGC:CRS84").isEquivalent(to: crs("EPSG:4326")))
  }

  @Test func `other datums, zones and kinds are not equivalent`() throws {
    #expect(try !crs("EPSG:4490").isEquivalent(to: crs("EPSG:4326")))
    #expect(try !crs("EPSG:4547").isEquivalent(to: crs("EPSG:4548")))
    #expect(try !crs("EPSG:4527").isEquivalent(to: crs("EPSG:4548")))
    #expect(try !crs("EPSG:32650").isEquivalent(to: crs("EPSG:4326")))
  }

  @Test func `a datum shift bound to a system is kept`() throws {
    let text =
      "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +a=6378140 +rf=298.257 +towgs84=10,20,30,0,0,0,0 +units=m"
    let system = try crs(text)
    #expect(system.kind == .projected)
    #expect(system.wkt.contains("BOUNDCRS"))
    #expect(system.projectedUnitInMetres == 1)
    #expect(try system.ellipsoid().semiMajorAxis == 6_378_140)
  }

  @Test func `compound and three-dimensional systems give their horizontal part`() throws {
    #expect(try crs("EPSG:4979").kind == .geographic)
    #expect(try crs("EPSG:4979").isEquivalent(to: crs("EPSG:4326")))
    #expect(try crs("EPSG:32650+5773").authorityCode == "EPSG:32650")
  }

  @Test func `texts that are no system on the ground are refused`() {
    #expect(code { _ = try crs("") } == .malformed)
    #expect(code { _ = try crs("WGS 84") } == .malformed)
    #expect(code { _ = try crs("EPSG:999999") } == .malformed)
    #expect(code { _ = try crs("PROJCS[\"broken\"") } == .malformed)
    #expect(code { _ = try crs("EPSG:5773") } == .unsuitableCRS)
    #expect(code { _ = try crs("EPSG:4978") } == .unsuitableCRS)
    #expect(code { _ = try crs("LOCAL_CS[\"plan\",UNIT[\"metre\",1]]") } == .unsuitableCRS)
    // NTF (Paris) counts in grads.
    #expect(code { _ = try crs("EPSG:4807") } == .unsuitableCRS)
  }

  @Test func `Web Mercator is recognised in all its spellings`() throws {
    let spellings = [
      "EPSG:3857", "EPSG:900913", "ESRI:102100",
      "+proj=webmerc +datum=WGS84",
      "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs",
      #"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]"#,
    ]
    for text in spellings {
      guard let system = try? crs(text) else {
        // EPSG's database does not hold the unofficial code; refusing it is as good.
        #expect(text == "EPSG:900913")
        continue
      }
      #expect(system.isWebMercator, "\(text)")
    }
    for code in ["EPSG:3395", "EPSG:32650", "EPSG:4490", "EPSG:4547"] {
      #expect(try !crs(code).isWebMercator, "\(code)")
    }
  }

  @Test func `ellipsoids and units are those of EPSG`() throws {
    #expect(try crs("EPSG:4547").ellipsoid() == .cgcs2000)
    #expect(try crs("EPSG:32650").ellipsoid() == .wgs84)
    #expect(try crs("EPSG:4547").projectedUnitInMetres == 1)
    #expect(try crs("EPSG:4490").projectedUnitInMetres == nil)
    // NAD83 / Texas South Central in US survey feet.
    let feet = try #require(try crs("EPSG:2278").projectedUnitInMetres)
    #expect(abs(feet - 1200.0 / 3937) < 1e-12)
  }
}
