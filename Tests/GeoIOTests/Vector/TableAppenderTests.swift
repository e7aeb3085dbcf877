import Diagnostics
import Foundation
import GeoIO
import TestSupport
import Testing

struct TableAppenderTests {
  private func database(_ folder: TemporaryFolder) throws -> FeatureDatabase {
    let database = try FeatureDatabase(
      creatingFile: try DatabaseAddress(folder.path("t.gpkg"), defaultSchema: ""))
    for statement in [
      "CREATE TABLE item (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL, "
        + "size SMALLINT, note TEXT)",
      "CREATE UNIQUE INDEX item_key ON item (name)",
      "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES "
        + "('item', 'attributes', 'item')",
    ] { try database.execute(SQLText(statement)) }
    try database.close()
    return try FeatureDatabase(
      opening: try DatabaseAddress(folder.path("t.gpkg"), defaultSchema: ""), access: .writing)
  }

  private func append(_ rows: [(String, Int?, String?)], to database: FeatureDatabase) throws {
    var appender = try TableAppender("item", columns: ["size", "name", "note"], in: database)
    for (name, size, note) in rows {
      appender.add(size)
      try appender.add(name)
      try appender.add(note)
      try appender.endRow()
    }
    try appender.flush()
    #expect(appender.count == rows.count)
  }

  // Read back by Python's sqlite3, which knows nothing of GDAL.
  @Test func `rows arrive in order, with their texts, numbers and gaps`() throws {
    let folder = try TemporaryFolder()
    let database = try database(folder)
    try database.begin()
    try append([("甲'乙", -32_767, nil), ("b", nil, ""), ("c", 7, "x\ny")], to: database)
    try database.commit()
    try database.close()
    let outcome = try Program.run(
      "/usr/bin/env",
      [
        "/usr/bin/python3", "-c",
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("
          + "'SELECT fid, name, size, note FROM item ORDER BY fid').fetchall())",
        folder.path("t.gpkg"),
      ])
    #expect(
      outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
        == #"[(1, "甲'乙", -32767, None), (2, 'b', None, ''), (3, 'c', 7, 'x\ny')]"#)
  }

  @Test func `a row given twice, a text with NUL and a missing column are refused`() throws {
    let folder = try TemporaryFolder()
    let database = try database(folder)
    let twice = #expect(throws: TiankanError.self) {
      try append([("a", 1, nil), ("a", 2, nil)], to: database)
    }
    #expect(twice?.code == .duplicate)
    let nul = #expect(throws: TiankanError.self) { try append([("a\0b", 1, nil)], to: database) }
    #expect(nul?.code == .malformed)
    let column = #expect(throws: TiankanError.self) {
      _ = try TableAppender("item", columns: ["colour"], in: database).count
    }
    #expect(column?.code == .corrupt)
    let table = #expect(throws: TiankanError.self) {
      _ = try TableAppender("nothing", columns: ["name"], in: database).count
    }
    #expect(table?.code == .corrupt)
  }

  @Test func `rows of a transaction that is undone are gone`() throws {
    let folder = try TemporaryFolder()
    let database = try database(folder)
    try database.begin()
    try append([("a", 1, nil)], to: database)
    try database.rollback()
    let left = try database.rows(SQLText("SELECT count(*) AS n FROM item")) { row in row.integer(0)
    }
    #expect(left == [0])
  }
}
