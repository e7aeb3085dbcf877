import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

/// Makes the tables of a new register.
struct RegisterCreation {
  static let version = 2
  private let database: FeatureDatabase
  private let crs: CoordinateReferenceSystem

  /// Creates a register in a file; it appears under its name when it is complete.
  ///
  /// - Precondition: The caller holds the lock beside the file.
  static func file(
    _ address: DatabaseAddress, _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    try FeatureDatabase.make(
      file: address.subject, what: "the register"
    ) { database throws(TiankanError) in
      try RegisterCreation(database: database, crs: crs).build()
    }
  }

  /// Creates a register in a schema of a server.
  static func schema(
    _ database: FeatureDatabase, _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    try database.fillSchema { () throws(TiankanError) in
      try RegisterCreation(database: database, crs: crs).build()
    }
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
