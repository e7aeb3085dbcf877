import Diagnostics
import GeoIO
import Imagery

extension LedgerTable {
  /// Creates the table with its key and indices; outlines are in `crs`.
  func create(
    in database: FeatureDatabase, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let isServer = database.address.kind == .postGIS
    if isSpatial {
      try database.createAreaTable(name, crs: crs)
      for column in columns {
        try database.execute(
          SQLText("ALTER TABLE \(name) ADD COLUMN \(column.declaration(isServer: isServer))"))
      }
    } else {
      let row =
        isServer ? "fid BIGSERIAL PRIMARY KEY" : "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
      let declarations = columns.map { $0.declaration(isServer: isServer) }
      try database.execute(
        SQLText("CREATE TABLE \(name) (\(([row] + declarations).joined(separator: ", ")))"))
      if !isServer { try enter(in: database) }
    }
    try createIndex(on: key, named: "key", isUnique: true, in: database)
    for columns in indices {
      try createIndex(
        on: columns, named: columns.joined(separator: "_"), isUnique: false, in: database)
    }
  }

  private func createIndex(
    on columns: [String], named suffix: String, isUnique: Bool, in database: FeatureDatabase
  ) throws(TiankanError) {
    let list = columns.joined(separator: ", ")
    try database.execute(
      SQLText("CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name)_\(suffix) ON \(name) (\(list))"))
  }

  /// Lists a plain table among the contents of the GeoPackage (OGC 12-128r18, 2.4: attributes).
  private func enter(in database: FeatureDatabase) throws(TiankanError) {
    try database.execute(
      SQLText(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES "
          + "('\(name)', 'attributes', '\(name)', '1970-01-01T00:00:00.000Z')"))
  }

  /// Writes a row of a table of names and values.
  static func write(
    _ name: String, _ value: String, to table: String, of database: FeatureDatabase
  ) throws(TiankanError) {
    var statement = SQLText("INSERT INTO \(table) (name, value) VALUES (")
    try statement.append(text: name)
    statement.append(", ")
    try statement.append(text: value)
    statement.append(")")
    try database.execute(statement)
  }
}
