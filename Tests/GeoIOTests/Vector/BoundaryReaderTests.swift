import Diagnostics
import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@testable import GeoIO

@Suite(.enabled(if: Program.hasPython, "needs python3 with osgeo"))
struct BoundaryReaderTests {
  @Test(arguments: [
    ("GPKG", "dltb.gpkg"), ("ESRI Shapefile", "dltb.shp"), ("FlatGeobuf", "dltb.fgb"),
    ("OpenFileGDB", "dltb.gdb"), ("GML", "dltb.gml"),
  ])
  func `DLTB parcels are read from every format with their fields`(
    driver: String, file: String
  ) throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      if ogr.GetDriverByName("\(driver)").TestCapability("CreateDataSource") is False: sys.exit(9)
      d, l = layer("\(file)", "\(driver)", 4527, [("BSM", ogr.OFTString), ("DLBM", ogr.OFTString),
        ("TBMJ", ogr.OFTReal), ("KCXS", ogr.OFTReal), ("TBDLMJ", ogr.OFTReal), ("YEAR", ogr.OFTInteger)],
        kind=ogr.wkbMultiPolygon, name="DLTB")
      for i in range(3):
          g = ogr.ForceToMultiPolygon(ogr.CreateGeometryFromWkt(square(39500000 + 200 * i, 2756000)))
          add(l, g.ExportToWkt(), BSM=f"B{i}", DLBM="0103", TBMJ=10000.5, KCXS=0.1, TBDLMJ=9000.45, YEAR=2023)
      d = l = None
      """, in: folder)
    let layer = try BoundaryReader.read(folder.path(file))
    #expect(layer.features.count == 3)
    // FlatGeobuf sorts its features by place.
    let features = layer.features.sorted { ($0["BSM"]?.text ?? "") < ($1["BSM"]?.text ?? "") }
    #expect(features.map { $0["BSM"]?.text } == ["B0", "B1", "B2"])
    #expect(features[0]["TBDLMJ"]?.number == 9000.45)
    #expect(features[0]["YEAR"] == .integer(2023))
    #expect(layer.crs.authorityCode == "EPSG:4527")
    #expect(layer.refusals.isEmpty)
    let envelope = features[2].geometry.envelope
    #expect(
      envelope == Envelope(minX: 39_500_400, minY: 2_756_000, maxX: 39_500_500, maxY: 2_756_100))
  }

  @Test func `several layers need a choice, tables without geometry do not count`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("land.gpkg", "GPKG", 4527, [("A", ogr.OFTString)], name="DLTB")
      add(l, square(39500000, 2756000), A="x")
      t = d.CreateLayer("run", None, ogr.wkbNone); t.CreateField(ogr.FieldDefn("k", ogr.OFTString)); add(t, None, k="v")
      d = l = t = None
      """, in: folder)
    let path = folder.path("land.gpkg")
    #expect(try BoundaryReader.read(path).name == "DLTB")
    try OsgeoScript.run(
      """
      d = ogr.Open("land.gpkg", 1); l = d.CreateLayer("YJJBNT", srs(4527), ogr.wkbPolygon); add(l, square(39500000, 2756000)); d = l = None
      """, in: folder)
    let error = failure(reading: path)
    #expect(error?.code == .usage)
    #expect(error?.message.contains("DLTB, YJJBNT") == true)
    #expect(try BoundaryReader.read(path + "#YJJBNT").features.count == 1)
    let missing = failure(reading: path + "#other")
    #expect(missing?.code == .notFound)
    #expect(missing?.message.contains("YJJBNT") == true)
  }

  @Test func `a missing CRS is refused, a stated one is used`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      for p, k in (("a.shp", "ESRI Shapefile"), ("a.gpkg", "GPKG")):
          d, l = layer(p, k, None, [("A", ogr.OFTString)]); add(l, square(39500000, 2756000)); d = l = None
      open("bad.prj", "w").write("this is no definition")
      for e in ("shp", "dbf", "shx"): os.system(f"cp a.{e} bad.{e}")
      """, in: folder)
    for file in ["a.shp", "a.gpkg"] {
      #expect(failure(reading: folder.path(file))?.code == .missingCRS)
      let crs = try CGCS2000.zone(number: 39)
      let layer = try BoundaryReader.read(folder.path(file), options: BoundaryOptions(crs: crs))
      #expect(layer.crs == crs)
    }
    #expect(failure(reading: folder.path("bad.shp"))?.code == .unsuitableCRS)
  }

  @Test func `features that are no area are refused one by one`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("mixed.gpkg", "GPKG", 32650, [("A", ogr.OFTString)], kind=ogr.wkbUnknown)
      add(l, square(500000, 3000000)); add(l, "POINT(500000 3000000)"); add(l, None)
      add(l, "LINESTRING(500000 3000000,500001 3000000)")
      add(l, "GEOMETRYCOLLECTION(POINT(500000 3000000))"); add(l, "POLYGON EMPTY")
      add(l, "GEOMETRYCOLLECTION(" + square(500000, 3000000) + "," + square(501000, 3000000) + ")")
      d = l = None
      """, in: folder)
    let layer = try BoundaryReader.read(folder.path("mixed.gpkg"))
    #expect(layer.features.map(\.identifier) == ["1", "7"])
    #expect(layer.features.last?.geometry.polygons.count == 2)
    #expect(layer.refusals.count == 5)
    #expect(layer.refusals.allSatisfy { $0.subject.contains("mixed.gpkg: feature ") })
    #expect(layer.refusals.first?.reason.contains("point") == true)
  }

  @Test func `a bow-tie is repaired and named, an area in doubt is refused`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("b.gpkg", "GPKG", 32650)
      add(l, "POLYGON((500000 0,500100 100,500100 0,500000 100,500000 0))")
      add(l, square(500000, 0))
      add(l, "POLYGON((500000 200,500059 19,499905 131,500095 131,499941 19,500000 200))")
      d = l = None
      """, in: folder)
    let layer = try BoundaryReader.read(folder.path("b.gpkg"))
    #expect(layer.features.first?.geometry.polygons.count == 2)
    #expect(layer.notices.contains { $0.contains("feature 1:") && $0.contains("repaired") })
    // The middle of a five-pointed star is wound around twice: inside or outside?
    #expect(layer.refusals.map(\.code) == ["invalid-geometry"])
    #expect(layer.refusals.first?.subject.hasSuffix("feature 3") == true)
  }

  @Test func `curves become short edges, heights are dropped, with notices`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("c.gpkg", "GPKG", 32650, kind=ogr.wkbUnknown)
      add(l, "CURVEPOLYGON(CIRCULARSTRING(500000 0,500200 0,500000 0))")
      add(l, "POLYGON ZM((500000 0 5 1,500100 0 5 1,500100 100 5 1,500000 0 5 1))")
      add(l, "MULTIPOLYGON Z(((500000 0 5,500100 0 5,500100 100 5,500000 0 5)))")
      d = l = None
      """, in: folder)
    let layer = try BoundaryReader.read(folder.path("c.gpkg"))
    #expect(layer.features.count == 3)
    #expect(layer.features[0].geometry.polygons[0].exterior.coordinates.count > 60)
    #expect(layer.features[1].geometry.polygons[0].exterior.coordinates.count == 4)
    #expect(layer.notices.contains { $0.contains("curves") && $0.contains("feature 1") })
    #expect(layer.notices.contains { $0.contains("heights") })
  }

  @Test func `coordinates that cannot be in their CRS are refused with the reason`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      def one(p, code, x, y, s=100):
          d, l = layer(p, "GPKG", code); add(l, square(x, y, s)); d = l = None
      one("swapped.gpkg", 4326, 24.5, 118.5, 0.01); one("swapped90.gpkg", 4490, 40.0, 80.0, 0.01)
      one("northing.gpkg", 4527, 2756000, 39500000); one("prefix.gpkg", 4548, 39500000, 2756000)
      one("degrees.gpkg", 4527, 118.5, 24.5, 0.01); one("metres.gpkg", 4490, 39500000, 2756000)
      one("far.gpkg", 4490, 14.5, 46.0, 0.01)
      one("web.gpkg", 3857, 13200000, 2800000); one("neighbour.gpkg", 32650, 850000, 2756000)
      """, in: folder)
    func message(_ file: String) -> String? {
      let error = failure(reading: folder.path(file))
      #expect(error?.code == .unsuitableCRS)
      return error?.message
    }
    #expect(message("swapped.gpkg")?.contains("exchanged") == true)
    #expect(message("swapped90.gpkg")?.contains("exchanged") == true)
    #expect(message("northing.gpkg")?.contains("exchanged") == true)
    #expect(message("prefix.gpkg")?.contains("EPSG:4527") == true)
    #expect(message("degrees.gpkg")?.contains("degrees") == true)
    #expect(message("metres.gpkg")?.contains("metres") == true)
    #expect(message("far.gpkg")?.contains("outside") == true)
    #expect(try BoundaryReader.read(folder.path("web.gpkg")).crs.authorityCode == "EPSG:3857")
    #expect(failure(reading: folder.path("neighbour.gpkg")) == nil)
  }

  @Test func `empty layers, missing and foreign files are told apart`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("empty.gpkg", "GPKG", 4527); d = l = None
      d, l = layer("s.shp", "ESRI Shapefile", 4527); add(l, square(39500000, 2756000)); d = l = None
      for e in ("shp", "shx", "prj"): os.system(f"cp s.{e} nodbf.{e}")
      for e in ("shp", "dbf", "prj"): os.system(f"cp s.{e} noshx.{e}")
      open("text.gpkg", "w").write("no database at all, just some words in a file")
      d, l = layer("cut.gpkg", "GPKG", 4527)
      for i in range(500): add(l, square(39500000, 2756000))
      d = l = None
      b = open("cut.gpkg", "rb").read(); open("cut.gpkg", "wb").write(b[:len(b)//3])
      open("cut.geojson", "w").write('{"type":"FeatureCollection","features":[{"type":"Fea')
      """, in: folder)
    #expect(failure(reading: folder.path("empty.gpkg"))?.code == .empty)
    #expect(failure(reading: folder.path("absent.gpkg"))?.code == .notFound)
    #expect(failure(reading: folder.path("nodbf.shp"))?.code == .corrupt)
    #expect(failure(reading: folder.path("noshx.shp"))?.code == .corrupt)
    let foreign = try #require(failure(reading: folder.path("text.gpkg")))
    #expect([.corrupt, .unsupportedFormat].contains(foreign.code))
    #expect(failure(reading: folder.path("cut.gpkg")) != nil)
    #expect(failure(reading: folder.path("cut.geojson"))?.code == .corrupt)
  }

  @Test func `KML and GeoJSON take the stated datum, GCJ-02 only when stated`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      for p, k in (("a.kml", "LIBKML"), ("b.kml", "KML"), ("c.geojson", "GeoJSON")):
          d, l = layer(p, k, 4326, [("Name", ogr.OFTString)]); add(l, square(118.5, 24.5, 0.01), Name="一"); d = l = None
      """, in: folder)
    for file in ["a.kml", "b.kml", "c.geojson"] {
      let path = folder.path(file)
      let silent = try BoundaryReader.read(path)
      #expect(silent.crs.authorityCode == "EPSG:4326")
      #expect(silent.notices.contains { $0.contains("WGS 84 is taken") })
      #expect(silent.features.first?["Name"] == .text("一"))
      let stated = try BoundaryReader.read(path, options: BoundaryOptions(datum: .wgs84))
      #expect(stated.notices.allSatisfy { !$0.contains("WGS 84 is taken") })
      let national = try BoundaryReader.read(path, options: BoundaryOptions(datum: .cgcs2000))
      #expect(national.crs.authorityCode == "EPSG:4490")
      #expect(national.features.first?.geometry == silent.features.first?.geometry)
      let shifted = try BoundaryReader.read(path, options: BoundaryOptions(datum: .gcj02))
      let original = try #require(silent.features.first?.geometry)
      #expect(shifted.features.first?.geometry == GCJ02.toWGS84(original))
      #expect(shifted.features.first?.geometry != original)
      #expect(shifted.notices.contains { $0.contains("GCJ-02") })
    }
  }

  @Test func `a stated datum that the layer contradicts is refused`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("a.gpkg", "GPKG", 4527); add(l, square(39500000, 2756000)); d = l = None
      """, in: folder)
    let path = folder.path("a.gpkg")
    #expect(failure(reading: path, BoundaryOptions(datum: .wgs84))?.code == .unsuitableCRS)
    #expect(failure(reading: path, BoundaryOptions(datum: .gcj02))?.code == .unsuitableCRS)
    #expect(failure(reading: path, BoundaryOptions(datum: .cgcs2000)) == nil)
  }

  @Test func `dates and times come as ISO 8601`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("t.gpkg", "GPKG", 4527, [("day", ogr.OFTDate), ("moment", ogr.OFTDateTime), ("big", ogr.OFTInteger64)])
      add(l, square(39500000, 2756000), day="2024/03/01", moment="2024/03/01 02:03:04.5+00", big=2**53 + 1); d = l = None
      """, in: folder)
    let feature = try #require(try BoundaryReader.read(folder.path("t.gpkg")).features.first)
    #expect(feature["day"] == .text("2024-03-01"))
    #expect(feature["moment"] == .text("2024-03-01T02:03:04.500Z"))
    #expect(feature["big"] == .integer(9_007_199_254_740_993))
  }

  @Test func `batches hold at most what was asked for, in order`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("n.gpkg", "GPKG", 4527)
      for i in range(25): add(l, square(39500000 + i * 200, 2756000))
      d = l = None
      """, in: folder)
    let reader = try BoundaryReader(folder.path("n.gpkg"))
    var sizes: [Int] = []
    var identifiers: [String] = []
    try reader.forEachBatch(ofAtMost: 10) { batch in
      sizes.append(batch.features.count)
      identifiers += batch.features.map(\.identifier)
    }
    #expect(sizes == [10, 10, 5])
    #expect(identifiers == (1...25).map(String.init))
  }
}
