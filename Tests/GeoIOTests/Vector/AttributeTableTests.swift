import Diagnostics
import Foundation
import GeoIO
import Geometry
import TestSupport
import Testing

@Suite struct AttributeTableTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func failure(_ body: () throws -> Void) -> TiankanError? {
    do {
      try body()
      return nil
    } catch { return error as? TiankanError }
  }

  @Test func `a CSV gives its rows in order, numbers and text alike readable`() throws {
    let path = folder.path("fallow.csv")
    try "BSM,from,to,note\n3501,2024-10-01,2025-09-30,休耕\n0007,2023-10-01,,\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let table = try AttributeTable(reading: path)
    #expect(table.fields.map(\.name) == ["BSM", "from", "to", "note"])
    #expect(table.rows.map { $0["BSM"]?.text } == ["3501", "0007"])
    #expect(table.rows[0]["note"]?.text == "休耕")
    #expect(table.rows[0]["FROM"]?.text?.prefix(10) == "2024-10-01")
    #expect(table.rows[1]["to"]?.text ?? "" == "")
    #expect(table.rows.allSatisfy { $0.geometry.isEmpty })
  }

  @Test func `a column that is missing is named with those that are there`() throws {
    let path = folder.path("plan.csv")
    try "KSBH,JHRQ\nK1,2024-12-31\n".write(toFile: path, atomically: true, encoding: .utf8)
    let table = try AttributeTable(reading: path)
    try table.require("ksbh", subject: "plan.csv")
    let error = failure { try table.require("JHFGD", subject: "plan.csv") }
    #expect(error?.code == .usage)
    #expect(error?.subject == "plan.csv")
    #expect(error?.message.contains("JHFGD") == true)
    #expect(error?.message.contains("KSBH, JHRQ") == true)
  }

  @Test(.enabled(if: Program.hasPython))
  func `a table of a GeoPackage without outlines is read by its name`() throws {
    let path = folder.path("layers.gpkg")
    let made = try Program.run(
      Program.python,
      [
        "-c",
        """
        import sys
        from osgeo import ogr
        source = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1])
        for name in "mine_plan", "other":
            layer = source.CreateLayer(name, None, ogr.wkbNone)
            for field, kind in ("KSBH", ogr.OFTString), ("JHRQ", ogr.OFTDate), ("JHFGD", ogr.OFTReal):
                layer.CreateField(ogr.FieldDefn(field, kind))
            for number in range(3):
                row = ogr.Feature(layer.GetLayerDefn())
                row["KSBH"], row["JHRQ"], row["JHFGD"] = f"{name}{number}", f"2024/0{number + 1}/28", 10.5 * number
                layer.CreateFeature(row)
        """, path,
      ])
    try #require(made.status == 0, "\(made.notices)")
    let table = try AttributeTable(reading: path + "#mine_plan")
    #expect(table.rows.map { $0["KSBH"]?.text } == ["mine_plan0", "mine_plan1", "mine_plan2"])
    #expect(table.rows.map { $0["JHFGD"]?.number } == [0, 10.5, 21])
    #expect(
      table.rows.map { $0["JHRQ"]?.text?.prefix(10) } == ["2024-01-28", "2024-02-28", "2024-03-28"])
    // Which of several tables is meant must be said.
    #expect(failure { _ = try AttributeTable(reading: path) }?.code == .usage)
    #expect(failure { _ = try AttributeTable(reading: path + "#no") } != nil)
  }

  @Test func `a table that is not there is said to be missing`() throws {
    let path = folder.path("none.csv")
    #expect(failure { _ = try AttributeTable(reading: path) }?.code == .notFound)
  }
}
