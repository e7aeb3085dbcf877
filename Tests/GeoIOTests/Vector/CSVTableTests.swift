import Diagnostics
import Foundation
import GeoIO
import TestSupport
import Testing

@Suite struct CSVTableTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func table(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws -> CSVTable {
    let path = folder.path("t.csv")
    try Data(bytes).write(to: URL(filePath: path))
    return try CSVTable(reading: path, encoding: encoding)
  }

  func failure(_ text: String) -> TiankanError.Code? {
    do {
      _ = try table(Array(text.utf8))
      return nil
    } catch { return (error as? TiankanError)?.code }
  }

  // RFC 4180, section 2: quoted fields with commas, line breaks and doubled quotation marks; the last line end is optional.
  @Test func `values are split as RFC 4180 says, rows count as a spreadsheet does`() throws {
    let table = try table(
      Array("a,b\r\n1,\"x,\"\"y\"\"\"\r\n\r\n2,\"two\nlines\"\r\n3".utf8))
    #expect(table.columns == ["a", "b"])
    #expect(table.rows.map(\.values) == [["1", "x,\"y\""], ["2", "two\nlines"], ["3", ""]])
    #expect(table.rows.map(\.number) == [2, 4, 5])
    #expect(table.notices.isEmpty)
  }

  // iconv -t GB18030: 项目 CF EE C4 BF, 名称 C3 FB B3 C6, 镕 E9 46 (second byte an ASCII letter).
  @Test func `GB18030 is recognised and said`() throws {
    let table = try table(
      [0xCF, 0xEE, 0xC4, 0xBF, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x0A, 0x41, 0x2C, 0xE9, 0x46, 0x0A])
    #expect(table.columns == ["项目", "名称"])
    #expect(table.rows.map(\.values) == [["A", "镕"]])
    #expect(table.notices.count == 1)
  }

  @Test func `a garbled value costs its row, with row and column`() throws {
    let table = try table(
      [0xEF, 0xBB, 0xBF] + Array("编号,名称\nA,甲\nB,".utf8) + [0xFF, 0xFE] + Array("\nC,丙\n".utf8))
    #expect(table.rows.map { $0.values[0] } == ["A", "C"])
    #expect(table.refusals.count == 1)
    #expect(table.refusals[0].subject.hasSuffix("row 3, column 名称"))
  }

  @Test func `too many values are refused, missing ones are empty`() throws {
    let table = try table(Array("a,b\n1,2,3\n4\n".utf8))
    #expect(table.rows.map(\.values) == [["4", ""]])
    #expect(table.refusals.map { $0.subject.suffix(5) } == ["row 2"])
  }

  @Test func `what is no table is refused as a whole`() {
    #expect(failure("") == .empty)
    #expect(failure("\n1,2\n") == .empty)
    #expect(failure("a,a\n1,2\n") == .malformed)
    #expect(failure("a,b\n1,\"2\n") == .malformed)
  }
}
