import Diagnostics
import Foundation
import GeoIO
import Geometry
import Monitoring
import TestSupport
import Testing

@Suite struct SampleJobTests {
  @Test(arguments: [0, 1, 3, 40])
  func `strata are what their definition says, pixel by pixel`(ring: Int) throws {
    let fixture = try AccuracyFixture()
    let report = try fixture.sample(seed: 1, perStratum: 10, ring: ring)
    var expected: [String: Int] = [:]
    for row in 0..<AccuracyFixture.rows {
      for column in 0..<AccuracyFixture.columns {
        if let stratum = fixture.stratum(column, row, ring: ring) {
          expected[stratum, default: 0] += 1
        }
      }
    }
    #expect(
      Dictionary(uniqueKeysWithValues: report.strata.map { ($0.name, $0.pixels) }) == expected)
    // Pixels of 10 m near the zone's meridian: 100 m² within the projection's scale, (0.9996…1.0004)².
    for stratum in report.strata {
      #expect(abs(stratum.squareMetres / (Double(stratum.pixels) * 100) - 1) < 9e-4)
    }
  }

  @Test func `units lie in their strata, once each, and the form does not show what the map says`()
    throws
  {
    let fixture = try AccuracyFixture()
    try fixture.sample(seed: 5, perStratum: 60, form: "form.csv")
    let design = try AttributeTable(reading: "\(fixture.folder.path("sample.gpkg"))#sample_design")
    #expect(design.rows.count == 180)
    var seen: Set<[Int]> = []
    for row in design.rows {
      let column = try #require(row["column_number"]?.number.map { Int($0) })
      let line = try #require(row["row_number"]?.number.map { Int($0) })
      #expect(seen.insert([column, line]).inserted)
      #expect(row["stratum"]?.text == fixture.stratum(column, line, ring: 3))
    }
    // Numbers do not follow strata.
    let firsts = design.rows.prefix(30).compactMap { $0["stratum"]?.text }
    #expect(Set(firsts).count == 3)
    let form = try String(contentsOfFile: fixture.folder.path("form.csv"), encoding: .utf8)
    let head = try #require(form.split(separator: "\n").first)
    #expect(head == "sample_id,longitude,latitude,x,y,reference,person,date,note")
  }

  @Test func `equal seeds give equal samples, others do not`() throws {
    let fixture = try AccuracyFixture()
    func drawn(_ seed: UInt64) throws -> String {
      try fixture.sample(seed: seed, perStratum: 20, form: "form.csv")
      return try String(contentsOfFile: fixture.folder.path("form.csv"), encoding: .utf8)
    }
    let first = try drawn(7)
    #expect(try drawn(7) == first)
    #expect(try drawn(8) != first)
  }

  @Test func `a form is the same table as spreadsheet and as CSV, and nothing else is left`()
    throws
  {
    let fixture = try AccuracyFixture()
    try fixture.sample(seed: 7, perStratum: 20, form: "form.csv")
    // Twice: the second form takes the place of the first.
    try fixture.sample(seed: 8, perStratum: 20, form: "form.xlsx")
    try fixture.sample(seed: 7, perStratum: 20, form: "form.xlsx")
    func rows(_ name: String) throws -> [[Double?]] {
      let table = try AttributeTable(reading: fixture.folder.path(name))
      return table.rows.map { row in
        ["sample_id", "longitude", "latitude", "x", "y", "reference"].map { row[$0]?.number }
      }
    }
    #expect(try rows("form.csv").count == 60)
    #expect(try rows("form.xlsx") == rows("form.csv"))
    let files = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("."))
    #expect(!files.contains { $0.hasPrefix(".tiankan") })
  }

  @Test func `a stratum smaller than its share is taken whole`() throws {
    let fixture = try AccuracyFixture()
    let report = try fixture.sample(seed: 1, perStratum: 1000)
    let changed = try #require(report.strata.first { $0.name == "changed" })
    #expect(changed.pixels == 570)
    #expect(changed.units == 570)
  }

  @Test func `a raster of another kind and other endings are refused`() throws {
    let fixture = try AccuracyFixture()
    func error(_ map: String, _ output: String, _ form: String? = nil) -> TiankanError? {
      #expect(throws: TiankanError.self) {
        try SampleJob(
          SampleRequest(
            map: map, size: .perStratum(10), seed: 1, output: fixture.folder.path(output),
            form: form), in: AccuracyFixture.context()
        ).run()
      }
    }
    let map = fixture.folder.path("map.tif")
    #expect(error(map, "sample.csv")?.code == .usage)
    #expect(error(map, "sample.gpkg", "form.doc")?.code == .usage)
    #expect(error(fixture.folder.path("none.tif"), "sample.gpkg")?.code == .notFound)
  }
}
