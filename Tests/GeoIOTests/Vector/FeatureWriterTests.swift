import Diagnostics
import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@testable import GeoIO

struct FeatureWriterTests {
  static let fields = [
    FieldDefinition("key", .text), FieldDefinition("pixels", .integer64),
    FieldDefinition("area_m2", .real), FieldDefinition("first", .date),
    FieldDefinition("overlaps", .json),
  ]

  static func square(_ x: Double, _ y: Double, _ size: Double = 100) -> MultiPolygon {
    // Clockwise, which GeoJSON must not be.
    MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: x, y: y), Coordinate(x: x, y: y + size),
          Coordinate(x: x + size, y: y + size), Coordinate(x: x + size, y: y),
        ]))
    ])
  }

  static func clue(_ number: Int) -> Feature {
    Feature(
      identifier: "",
      attributes: [
        Feature.Attribute("key", .text("线索\"\(number)\"")),
        Feature.Attribute("pixels", .integer(Int64(number) << 40)),
        Feature.Attribute("area_m2", .real(0.1 + Double(number))),
        Feature.Attribute("first", .text("2024-02-29")),
        Feature.Attribute("overlaps", .text(#"[{"layer":"DLTB","share":0.5}]"#)),
      ],
      geometry: square(
        39_500_000 + Double(number % 1000) * 200, 2_756_000 + Double(number / 1000) * 200))
  }

  @discardableResult
  static func write(_ path: String, count: Int, styled: Bool = false) throws -> String {
    var writer = try FeatureWriter(path: path, crs: CGCS2000.zone(number: 39))
    let layer = try writer.addLayer(name: "clue", fields: fields, geometry: .multiPolygon)
    let table = try writer.addLayer(
      name: "run", fields: [FieldDefinition("name", .text)], geometry: .none)
    for number in 1...count { try writer.write(clue(number), fid: Int64(number * 10), to: layer) }
    try writer.write(
      Feature(
        identifier: "", attributes: [Feature.Attribute("name", .text("diff"))],
        geometry: MultiPolygon([])), fid: 1, to: table)
    if styled { writer.setStyle(qml: "<qgis/>", name: "clues", of: layer) }
    try writer.finish()
    return path
  }

  private func entries(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  @Test func `a GeoPackage is read back as it was written`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(folder.path("clues.gpkg"), count: 50, styled: true)
    let layer = try BoundaryReader.read(path)
    #expect(layer.name == "clue")
    #expect(layer.features.count == 50)
    #expect(layer.features[4].identifier == "50")
    #expect(layer.features[4]["key"] == .text("线索\"5\""))
    #expect(layer.features[4]["pixels"] == .integer(5 << 40))
    #expect(layer.features[4]["first"] == .text("2024-02-29"))
    #expect(layer.features[4].geometry == Self.clue(5).geometry)
    #expect(layer.crs.authorityCode == "EPSG:4527")
    #expect(try entries(folder) == ["clues.gpkg"])
  }

  @Test(.enabled(if: Program.hasPython, "needs python3 with osgeo"))
  func `another program finds layers, keys, index and style`() throws {
    let folder = try TemporaryFolder()
    try Self.write(folder.path("clues.gpkg"), count: 50, styled: true)
    try OsgeoScript.run(
      """
      import sqlite3
      d = ogr.Open("clues.gpkg")
      assert [d.GetLayer(i).GetName() for i in range(3)] == ["clue", "run", "layer_styles"]
      l = d.GetLayer(0)
      assert l.GetFIDColumn() == "fid" and l.GetGeomType() == ogr.wkbMultiPolygon
      assert l.GetSpatialRef().GetAuthorityCode(None) == "4527"
      f = l.GetFeature(70); assert f.GetField("first") == "2024/02/29" and f.GetField("area_m2") == 7.1
      assert all(f.GetGeometryRef().IsValid() for f in l)
      c = sqlite3.connect("clues.gpkg")
      assert c.execute("pragma integrity_check").fetchall() == [("ok",)]
      assert c.execute("select count(*) from rtree_clue_geom").fetchone() == (50,)
      assert c.execute("select f_table_name, styleQML, useAsDefault from layer_styles").fetchall() == [("clue", "<qgis/>", 1)]
      assert c.execute("select distinct last_change from gpkg_contents").fetchall() == [("1970-01-01T00:00:00.000Z",)]
      """, in: folder)
  }

  @Test(arguments: ["clues.gpkg", "clues.geojson"])
  func `the same input gives the same bytes`(name: String) throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    try Self.write(first.path(name), count: 300, styled: true)
    Thread.sleep(forTimeInterval: 1.1)
    try Self.write(second.path(name), count: 300, styled: true)
    #expect(
      try Data(contentsOf: first.url.appending(path: name))
        == Data(contentsOf: second.url.appending(path: name)))
  }

  @Test(.enabled(if: Program.hasPython, "needs python3 with osgeo"))
  func `GeoJSON follows RFC 7946 and agrees with GDAL's transformation`() throws {
    let folder = try TemporaryFolder()
    try Self.write(folder.path("clues.geojson"), count: 3)
    try OsgeoScript.run(
      """
      import json
      j = json.load(open("clues.geojson", encoding="utf-8"))
      assert j["type"] == "FeatureCollection" and j["name"] == "clue" and "crs" not in j
      assert j["run"] == [{"name": "diff"}]
      assert [f["id"] for f in j["features"]] == [10, 20, 30]
      p = j["features"][1]["properties"]
      assert p["key"] == '线索"2"' and p["pixels"] == 2 << 40 and p["first"] == "2024-02-29"
      assert p["overlaps"] == [{"layer": "DLTB", "share": 0.5}]
      ring = j["features"][0]["geometry"]["coordinates"][0][0]
      assert ring[0] == ring[-1] and len(ring) == 5
      assert sum(a[0]*b[1]-b[0]*a[1] for a, b in zip(ring, ring[1:])) > 0
      t = osr.CoordinateTransformation(srs(4527), srs(4326))
      want = sorted(t.TransformPoint(x, y)[:2] for x in (39500200, 39500300) for y in (2756000, 2756100))
      for a, b in zip(sorted(map(tuple, ring[:-1])), want):
          assert abs(a[0]-b[0]) < 2e-9 and abs(a[1]-b[1]) < 2e-9, (a, b)
      d = ogr.Open("clues.geojson")
      assert d.GetLayer(0).GetFeatureCount() == 3
      """, in: folder)
  }

  @Test(arguments: ["clues.gpkg", "clues.geojson"])
  func `an unfinished writer leaves the old output and nothing else`(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(name)
    try Data("the old one".utf8).write(to: URL(filePath: path))
    do {
      var writer = try FeatureWriter(path: path, crs: CGCS2000.zone(number: 39))
      let layer = try writer.addLayer(name: "clue", fields: Self.fields, geometry: .multiPolygon)
      try writer.write(Self.clue(1), fid: 1, to: layer)
      #expect(try entries(folder).count == 2)
    }
    #expect(try entries(folder) == [name])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "the old one")
    try Self.write(path, count: 2)
    #expect(try BoundaryReader.read(path).features.count == 2)
    #expect(try entries(folder) == [name])
  }

  @Test func `a symbolic link keeps pointing to the file that is replaced`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("real.geojson")
    try Data("old".utf8).write(to: URL(filePath: path))
    let link = folder.path("link.geojson")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try Self.write(link, count: 1)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    #expect(try BoundaryReader.read(path).features.count == 1)
  }

  @Test func `wrong names, kinds and places are refused`() throws {
    let folder = try TemporaryFolder()
    let crs = try CGCS2000.zone(number: 39)
    func code(_ body: () throws -> Void) -> TiankanError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? TiankanError)?.code }
    }
    #expect(code { _ = try FeatureWriter(path: folder.path("a.shp"), crs: crs) } == .usage)
    #expect(code { _ = try FeatureWriter(path: folder.path("a.xyz"), crs: crs) } == .usage)
    #expect(code { _ = try FeatureWriter(path: folder.path("no/a.gpkg"), crs: crs) } == .notFound)
    var writer = try FeatureWriter(path: folder.path("a.gpkg"), crs: crs)
    let layer = try writer.addLayer(name: "clue", fields: Self.fields, geometry: .multiPolygon)
    func add(_ name: String, _ field: String) -> TiankanError.Code? {
      do throws(TiankanError) {
        _ = try writer.addLayer(
          name: name, fields: [FieldDefinition(field, .text)], geometry: .multiPolygon)
        return nil
      } catch { return error.code }
    }
    #expect(add("CLUE", "a") == .usage)
    #expect(add("b", "fid") == .usage)
    #expect(add("layer_styles", "a") == .usage)
    func put(_ attribute: Feature.Attribute, fid: Int64 = 1) -> TiankanError.Code? {
      do throws(TiankanError) {
        let feature = Feature(
          identifier: "", attributes: [attribute], geometry: Self.square(39_500_000, 2_756_000))
        try writer.write(feature, fid: fid, to: layer)
        return nil
      } catch { return error.code }
    }
    #expect(put(Feature.Attribute("pixels", .text("many"))) == .malformed)
    #expect(put(Feature.Attribute("first", .text("yesterday"))) == .malformed)
    #expect(put(Feature.Attribute("unknown", .null)) == .malformed)
    #expect(put(Feature.Attribute("key", .text("a"))) == nil)
    #expect(put(Feature.Attribute("key", .text("a"))) == .outputFailed)
  }
}
