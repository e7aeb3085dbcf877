import Foundation
import TestSupport
import Testing

@testable import GeoIO

@Suite struct CSVTests {
  @Test func `texts with separators are quoted, numbers keep all their decimals`() throws {
    let folder = try TemporaryFolder()
    var rows = CSVRows()
    rows.add("一,二")
    rows.add("say \"so\"")
    rows.add("plain")
    rows.addEmpty()
    rows.add(-5, decimals: 4)
    rows.add(12_345_678, decimals: 7)
    rows.add(0, decimals: 2)
    rows.add(42)
    rows.endRow()
    rows.addEmpty()
    rows.endRow()
    var file = try CSVFile(creating: folder.path("table.csv"))
    try file.write(rows)
    #expect(!FileManager.default.fileExists(atPath: folder.path("table.csv")))
    try file.finish()
    let text = try String(contentsOfFile: folder.path("table.csv"), encoding: .utf8)
    #expect(text == "\"一,二\",\"say \"\"so\"\"\",plain,,-0.0005,1.2345678,0.00,42\n\n")
  }
}
