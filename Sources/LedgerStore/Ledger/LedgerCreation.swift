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
    try FeatureDatabase.make(file: path, what: "the ledger") { database throws(TiankanError) in
      try LedgerCreation(database: database, meta: meta).build()
    } afterwards: { database throws(TiankanError) in
      // Readers see the last commit while a writer works on the next.
      try database.execute(SQLText("PRAGMA journal_mode=WAL"))
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
    try database.fillSchema { () throws(TiankanError) in
      try LedgerCreation(database: database, meta: meta).build()
    }
  }

  /// Adds what an earlier version of the tables did not have, in one transaction; the caller holds the lock.
  static func upgrade(_ database: FeatureDatabase, _ meta: LedgerMeta) throws(TiankanError) {
    let creation = LedgerCreation(database: database, meta: meta)
    try database.begin()
    do throws(TiankanError) {
      if meta.version < 2 {
        for column in LedgerTables.batchAdditions {
          try database.execute(
            SQLText(
              "ALTER TABLE batch ADD COLUMN \(column.declaration(isServer: creation.isServer))"))
        }
        try LedgerTables.batchClosing.create(in: database, crs: meta.grid.crs)
        try creation.protect(LedgerTables.batchClosing)
      }
      try LedgerTables.unitEvidence.create(in: database, crs: meta.grid.crs)
      try creation.protect(LedgerTables.unitEvidence)
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
    for table in LedgerTables.all { try table.create(in: database, crs: meta.grid.crs) }
    try protectJournal()
    for row in meta.rows { try LedgerTable.write(row.name, row.value, to: "meta", of: database) }
    try LedgerStyles.install(in: database)
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
