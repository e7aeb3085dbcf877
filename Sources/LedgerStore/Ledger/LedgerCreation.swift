import Diagnostics
import GeoIO
import Glibc
import Imagery

/// Makes the tables of a new ledger.
struct LedgerCreation {
  private let database: FeatureDatabase
  private let meta: LedgerMeta

  private var isServer: Bool { database.address.kind == .postGIS }

  /// Creates a ledger file; it appears under its name when it is complete.
  ///
  /// - Precondition: The caller holds the lock beside the file.
  static func file(_ address: DatabaseAddress, _ meta: LedgerMeta) throws(TiankanError) {
    let path = address.subject
    guard unsafe access(path, F_OK) != 0 else { throw exists(path) }
    let temporary = String(path.dropLast(5)) + ".\(getpid()).new.gpkg"
    _ = unsafe unlink(temporary)
    defer { _ = unsafe unlink(temporary) }
    let database = try FeatureDatabase(
      creatingFile: try DatabaseAddress(temporary, defaultSchema: ""))
    try database.begin()
    try LedgerCreation(database: database, meta: meta).build()
    try database.commit()
    // Readers see the last commit while a writer works on the next.
    try database.execute(SQLText("PRAGMA journal_mode=WAL"))
    try database.close()
    guard unsafe rename(temporary, path) == 0 else {
      throw TiankanError(
        .outputFailed, "the ledger cannot get its name; check the folder", subject: path,
        cause: unsafe String(cString: strerror(errno)))
    }
  }

  /// Creates a ledger in a schema of a server, which may exist if it is empty.
  static func schema(_ database: FeatureDatabase, _ meta: LedgerMeta) throws(TiankanError) {
    let address = database.address
    let extensions = try database.rows(
      SQLText("SELECT count(*) AS n FROM pg_extension WHERE extname = 'postgis'")
    ) { row throws(TiankanError) in row.integer(0) }
    guard extensions == [1] else {
      throw TiankanError(
        .installation, "the database has no PostGIS; run CREATE EXTENSION postgis in it",
        subject: address.subject)
    }
    var statement = SQLText(
      "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = ")
    try statement.append(text: address.schema)
    let tables = try database.rows(statement) { row throws(TiankanError) in row.integer(0) }
    guard tables == [0] else { throw exists("\(address.subject) schema \(address.schema)") }
    try database.begin()
    do throws(TiankanError) {
      try database.execute(SQLText("CREATE SCHEMA IF NOT EXISTS \(address.schema)"))
      try database.execute(SQLText("SET search_path TO \(address.schema), public"))
      try LedgerCreation(database: database, meta: meta).build()
    } catch {
      try? database.rollback()
      throw error
    }
    try database.commit()
  }

  /// Adds what version 1 of the tables did not have, in one transaction; the caller holds the lock.
  static func upgrade(_ database: FeatureDatabase, _ meta: LedgerMeta) throws(TiankanError) {
    let creation = LedgerCreation(database: database, meta: meta)
    try database.begin()
    do throws(TiankanError) {
      for column in LedgerTables.batchAdditions {
        try database.execute(
          SQLText(
            "ALTER TABLE batch ADD COLUMN \(column.declaration(isServer: creation.isServer))"))
      }
      try creation.build(LedgerTables.batchClosing)
      try creation.protect(LedgerTables.batchClosing)
      try database.execute(
        SQLText(
          "UPDATE meta SET value = '\(LedgerMeta.schemaVersion)' WHERE name = 'schema_version'"))
      try database.commit()
    } catch {
      try? database.rollback()
      throw error
    }
  }

  private static func exists(_ subject: String) -> TiankanError {
    TiankanError(
      .duplicate, "there is something already; open it, or give another address for a new ledger",
      subject: subject)
  }

  private func build() throws(TiankanError) {
    for table in LedgerTables.all { try build(table) }
    try protectJournal()
    for row in meta.rows {
      var statement = SQLText("INSERT INTO meta (name, value) VALUES (")
      try statement.append(text: row.name)
      statement.append(", ")
      try statement.append(text: row.value)
      statement.append(")")
      try database.execute(statement)
    }
    try LedgerStyles.install(in: database)
  }

  private func build(_ table: LedgerTable) throws(TiankanError) {
    if table.isSpatial {
      try database.createAreaTable(table.name, crs: meta.grid.crs)
      for column in table.columns {
        try database.execute(
          SQLText(
            "ALTER TABLE \(table.name) ADD COLUMN \(column.declaration(isServer: isServer))"))
      }
    } else {
      let row =
        isServer ? "fid BIGSERIAL PRIMARY KEY" : "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
      let columns = table.columns.map { $0.declaration(isServer: isServer) }
      try database.execute(
        SQLText("CREATE TABLE \(table.name) (\(([row] + columns).joined(separator: ", ")))"))
      if !isServer { try register(table) }
    }
    try database.execute(
      SQLText(
        "CREATE UNIQUE INDEX \(table.name)_key ON \(table.name) (\(table.key.joined(separator: ", ")))"
      ))
    for columns in table.indices {
      try database.execute(
        SQLText(
          "CREATE INDEX \(table.name)_\(columns.joined(separator: "_")) ON \(table.name) (\(columns.joined(separator: ", ")))"
        ))
    }
  }

  /// Lists a plain table among the contents of the GeoPackage (OGC 12-128r18, 2.4: attributes).
  private func register(_ table: LedgerTable) throws(TiankanError) {
    try database.execute(
      SQLText(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES "
          + "('\(table.name)', 'attributes', '\(table.name)', '1970-01-01T00:00:00.000Z')"))
  }

  /// Rows of the journal can be added and nothing else, whoever asks.
  private func protectJournal() throws(TiankanError) {
    try appendOnly.prepare()
    for table in LedgerTables.journal { try protect(table) }
  }

  private var appendOnly: AppendOnly {
    AppendOnly(
      database: database, refusal: "the journal of the ledger is append-only",
      function: "journal_is_append_only")
  }

  private func protect(_ table: LedgerTable) throws(TiankanError) {
    try appendOnly.protect(table)
  }
}
