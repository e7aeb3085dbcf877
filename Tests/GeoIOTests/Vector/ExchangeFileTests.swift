import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct ExchangeFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static func row(_ name: String) -> Feature {
    Feature(
      identifier: "1",
      attributes: [
        Feature.Attribute("名称", .text(name)), Feature.Attribute("MJ", .real(1234.5678)),
        Feature.Attribute("XH", .integer(7)),
      ],
      geometry: MultiPolygon(
        [0.0, 100].map { x in
          Polygon(
            exterior: LinearRing([
              Coordinate(x: x, y: 0), Coordinate(x: x, y: 50), Coordinate(x: x + 50, y: 50),
              Coordinate(x: x + 50, y: 0),
            ]))
        }))
  }

  static let fields = [
    FieldDefinition("名称", .text), FieldDefinition("MJ", .real), FieldDefinition("XH", .integer64),
  ]

  func write(
    _ path: String, _ format: ExchangeFile.Format, _ rows: [Feature],
    _ fields: [FieldDefinition] = Self.fields
  ) throws {
    try ExchangeFile.write(
      rows, fields: fields, name: "t", to: path, format: format,
      crs: try CoordinateReferenceSystem(parsing: "EPSG:4548"))
  }

  func python(_ code: String, _ path: String) throws -> String {
    let outcome = try Program.run(
      Program.python, ["-c", "import sys\nfrom osgeo import ogr\n" + code, path])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output
  }

  @Test func `a Shapefile states its encoding and holds the day that was given`() throws {
    let path = folder.path("t.shp")
    try write(
      path, .shapefile(day: try #require(CalendarDate("2026-03-01"))), [Self.row("东村\"田\"")])
    let found = try python(
      """
      source = ogr.Open(sys.argv[1]); layer = source.GetLayer(0); row = layer.GetNextFeature()
      print(row["名称"], row["MJ"], row["XH"], row.GetGeometryRef().Area(), layer.GetSpatialRef().GetAuthorityCode(None))
      print(open(sys.argv[1][:-3] + "cpg").read(), *open(sys.argv[1][:-3] + "dbf", "rb").read()[1:4])
      """, path)
    #expect(found == "东村\"田\" 1234.5678 7 5000.0 4548\nUTF-8 126 3 1\n")
  }

  @Test func `a spreadsheet of text alone is read with its header`() throws {
    let path = folder.path("t.xlsx")
    let fields = [FieldDefinition("线索编号", .text), FieldDefinition("核查结果", .text)]
    let row = Feature(
      identifier: "1",
      attributes: [
        Feature.Attribute("线索编号", .text("3505832026JS00001")),
        Feature.Attribute("核查结果", .text("<属实> & \"")),
      ], geometry: MultiPolygon([]))
    try write(path, .spreadsheet, [row, row], fields)
    let table = try AttributeTable(reading: path, everythingIsText: true)
    #expect(table.fields.map(\.name) == ["线索编号", "核查结果"])
    #expect(table.rows.count == 2)
    #expect(table.rows.first?["核查结果"] == .text("<属实> & \""))
  }

  @Test func `what a Shapefile would cut is refused`() throws {
    let day = ExchangeFile.Format.shapefile(day: CalendarDate(dayNumber: 20_000))
    func code(_ body: () throws -> Void) -> TiankanError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? TiankanError)?.code }
    }
    let long = Self.row(String(repeating: "田", count: 85))
    #expect(code { try write(folder.path("a.shp"), day, [long]) } == .malformed)
    let name = [FieldDefinition("图斑地类面积", .real)]
    #expect(code { try write(folder.path("b.shp"), day, [], name) } == .malformed)
    #expect(code { try write(folder.path("none/c.shp"), day, []) } == .notFound)
  }
}
