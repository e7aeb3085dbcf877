import Diagnostics
import GeoIO
import Geometry
import Glibc
import Imagery
import Supervision

/// Makes the tables of a new register.
struct RegisterCreation {
  static let version = 2
  private let database: FeatureDatabase
  private let crs: CoordinateReferenceSystem

  private var isServer: Bool { database.address.kind == .postGIS }

  /// Creates a register in a file; it appears under its name when it is complete.
  ///
  /// - Precondition: The caller holds the lock beside the file.
  static func file(
    _ address: DatabaseAddress, _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let path = address.subject
    let temporary = String(path.dropLast(5)) + ".\(getpid()).new.gpkg"
    _ = unsafe unlink(temporary)
    defer { _ = unsafe unlink(temporary) }
    let database = try FeatureDatabase(
      creatingFile: try DatabaseAddress(temporary, defaultSchema: ""))
    try database.begin()
    try RegisterCreation(database: database, crs: crs).build()
    try database.commit()
    try database.close()
    guard unsafe rename(temporary, path) == 0 else {
      throw TiankanError(
        .outputFailed, "the register cannot get its name; check the folder", subject: path,
        cause: unsafe String(cString: strerror(errno)))
    }
  }

  /// Creates a register in a schema of a server.
  static func schema(
    _ database: FeatureDatabase, _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    try database.begin()
    do throws(TiankanError) {
      try database.execute(SQLText("CREATE SCHEMA IF NOT EXISTS \(database.address.schema)"))
      try database.execute(SQLText("SET search_path TO \(database.address.schema), public"))
      try RegisterCreation(database: database, crs: crs).build()
    } catch {
      try? database.rollback()
      throw error
    }
    try database.commit()
  }

  private func build() throws(TiankanError) {
    for table in RegisterTables.all { try table.create(in: database, crs: crs) }
    try protect()
    for (name, value) in [("format", "tiankan-register \(Self.version)"), ("crs", crs.wkt)] {
      try LedgerTable.write(name, value, to: "register_meta", of: database)
    }
  }

  /// Revisions can be added and nothing else; a version of a record can be ended once, and never be changed or removed.
  private func protect() throws(TiankanError) {
    let triggers = AppendOnly(
      database: database, refusal: "the revisions of the register are append-only",
      function: "register_is_append_only")
    try triggers.prepare()
    try triggers.protect(RegisterTables.revision)
    for kind in RegisterKind.allCases {
      try triggers.protectVersions(RegisterTables.table(of: kind))
    }
  }
}
