import Diagnostics
import GeoIO
import Glibc

extension FeatureDatabase {
  /// Makes a GeoPackage that appears under its name when it is complete.
  ///
  /// - Parameters:
  ///   - path: Its path, which ends in `.gpkg`.
  ///   - what: What it is, for errors.
  ///   - build: Makes tables and rows, in one transaction.
  ///   - afterwards: What cannot be done inside a transaction.
  static func make(
    file path: String, what: String, build: (FeatureDatabase) throws(TiankanError) -> Void,
    afterwards: (FeatureDatabase) throws(TiankanError) -> Void = { _ in }
  ) throws(TiankanError) {
    let temporary = String(path.dropLast(5)) + ".\(getpid()).new.gpkg"
    _ = unsafe unlink(temporary)
    defer { _ = unsafe unlink(temporary) }
    let database = try FeatureDatabase(
      creatingFile: try DatabaseAddress(temporary, defaultSchema: ""))
    try database.begin()
    try build(database)
    try database.commit()
    try afterwards(database)
    try database.close()
    guard unsafe rename(temporary, path) == 0 else {
      throw TiankanError(
        .outputFailed, "\(what) cannot get its name; check the folder", subject: path,
        cause: unsafe String(cString: strerror(errno)))
    }
  }

  /// Makes the tables of the address's schema in one transaction, and the schema where it is missing.
  func fillSchema(_ build: () throws(TiankanError) -> Void) throws(TiankanError) {
    try begin()
    do throws(TiankanError) {
      try execute(SQLText("CREATE SCHEMA IF NOT EXISTS \(address.schema)"))
      try execute(SQLText("SET search_path TO \(address.schema), public"))
      try build()
    } catch {
      try? rollback()
      throw error
    }
    try commit()
  }
}
