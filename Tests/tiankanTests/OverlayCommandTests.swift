import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct OverlayCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Reference.python(
      """
      srs = osr.SpatialReference(); srs.ImportFromEPSG(4548)
      source = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1] + "/land.gpkg")
      def box(x, y, w, h): return f"MULTIPOLYGON((({x} {y},{x+w} {y},{x+w} {y+h},{x} {y+h},{x} {y})))"
      for name, boxes in (("units", [(0, 0, 100, 100), (200, 0, 100, 100), (400, 0, 100, 100)]),
                          ("line", [(-10, -10, 130, 130), (250, -10, 300, 50)]), ("none", [(5000, 5000, 10, 10)])):
          table = source.CreateLayer(name, srs, ogr.wkbMultiPolygon)
          table.CreateField(ogr.FieldDefn("BSM", ogr.OFTString))
          for number, (x, y, w, h) in enumerate(boxes):
              feature = ogr.Feature(table.GetLayerDefn()); feature["BSM"] = f"U{number}"
              feature.SetGeometry(ogr.CreateGeometryFromWkt(box(520000 + x, 2870000 + y, w, h)))
              table.CreateFeature(feature)
      table = source = None
      """, folder.url.path)
  }

  func overlay(_ threads: String, _ out: String) throws -> Program.Outcome {
    let land = folder.path("land.gpkg")
    return try Program.tiankan([
      "overlay", "\(land)#units", "--layer", "line=\(land)#line", "--layer", "none=\(land)#none",
      "--out", folder.path(out), "--threads", threads,
    ])
  }

  @Test func `a row per unit has its area in each layer, whatever the threads`() throws {
    let outcome = try overlay("2", "two.csv")
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(outcome.output.contains("line: 2 features, 3 units"))
    #expect(outcome.output.contains("none: 1 features, 0 units, 0.00 亩"))
    let text = try String(contentsOfFile: folder.path("two.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows[0] == ["unit", "gross_m2", "line_m2", "none_m2"])
    #expect(rows.dropFirst().map { $0[0] } == ["U0", "U1", "U2"])
    // All of the first, 50 m × 40 m of the second, 100 m × 40 m of the third; the projection's scale is 1 within 1e-5.
    for (row, expected) in zip(rows.dropFirst(), [10_000.0, 2000, 4000]) {
      #expect(abs((Double(row[2]) ?? .nan) / expected - 1) < 3e-5)
      #expect(row[3] == "0.000")
    }
    #expect(try overlay("1", "one.csv").status == 0)
    #expect(try String(contentsOfFile: folder.path("one.csv"), encoding: .utf8) == text)
  }

  @Test func `what cannot be asked is refused`() throws {
    let land = folder.path("land.gpkg")
    for more in [
      ["--layer", "line", "--out", folder.path("x.csv")],
      ["--layer", "a=\(land)#line", "--layer", "a=\(land)#none", "--out", folder.path("x.csv")],
      ["--layer", "a=\(land)#line", "--out", folder.path("x.txt")],
    ] { #expect(try Program.tiankan(["overlay", "\(land)#units"] + more).status == 2) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("x.csv")))
  }
}
