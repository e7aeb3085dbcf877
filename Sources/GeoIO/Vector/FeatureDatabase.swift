import CGDAL
public import Diagnostics
import Foundation

/// An open database of features, GeoPackage or PostGIS, that is read and written by SQL through GDAL.
///
/// Both stores take the same statements as far as `SQLText` and plain SQL reach; where they differ the caller looks
/// at `address.kind`. No clock enters a GeoPackage: GDAL's time of change is fixed.
///
/// Unchecked `Sendable`: GDAL wants one thread at a time, and every use of the dataset holds `lock`. It is recursive,
/// so that a query may be asked while another is read on the same thread.
public final class FeatureDatabase: @unchecked Sendable {
  /// How a database is opened.
  public enum Access: Hashable, Sendable {
    case reading, writing
  }

  /// Where it is.
  public let address: DatabaseAddress
  private let lock = NSRecursiveLock()
  private var dataset: GDALDataset?

  /// Opens a database.
  ///
  /// - Throws: `.notFound`, `.permission`, `.corrupt`, `.unsupportedFormat`.
  public init(opening address: DatabaseAddress, access: Access) throws(TiankanError) {
    self.address = address
    let mode = access == .writing ? GDAL_OF_UPDATE : GDAL_OF_READONLY
    DatabaseOptions.set()
    defer { DatabaseOptions.reset() }
    do throws(TiankanError) {
      switch address.kind {
      case .geoPackage:
        dataset = try GDALDataset(
          opening: address.connection, flags: GDAL_OF_VECTOR | mode, drivers: ["GPKG"])
      case .postGIS:
        dataset = try GDALDataset(
          opening: address.connection, flags: GDAL_OF_VECTOR | mode, drivers: ["PostgreSQL"],
          // Only the one schema is looked at: listing a whole database can take minutes.
          options: ["SCHEMAS=\(address.schema)", "ACTIVE_SCHEMA=\(address.schema)"])
      }
    } catch {
      throw VectorSource.described(error, address)
    }
    if address.kind == .postGIS {
      try execute(SQLText("SET standard_conforming_strings TO on"))
    }
  }

  /// Creates an empty GeoPackage.
  ///
  /// - Throws: `.notFound` for a missing folder, `.permission`, `.diskFull`, `.outputFailed`.
  public init(creatingFile address: DatabaseAddress) throws(TiankanError) {
    precondition(address.kind == .geoPackage, "only files are created; a server is opened")
    self.address = address
    guard let driver = GDALFormat(named: "GPKG") else {
      throw TiankanError(
        .installation, "this GDAL cannot write GeoPackages", subject: address.subject)
    }
    try LocalFile.checkWritable(address.connection)
    DatabaseOptions.set()
    defer { DatabaseOptions.reset() }
    let created = unsafe try GDALLibrary.handle(
      "create the file", on: address.subject, failure: .outputFailed
    ) { unsafe GDALCreate(driver.pointer, address.connection, 0, 0, 0, GDT_Unknown, nil) }
    unsafe dataset = GDALDataset(owning: created)
  }

  deinit { DatabaseOptions.during { dataset = nil } }

  /// Closes the database, writing what is still in memory.
  ///
  /// - Throws: `.diskFull`, `.outputFailed`.
  public func close() throws(TiankanError) {
    lock.lock()
    defer { lock.unlock() }
    guard let open = dataset.take() else { return }
    DatabaseOptions.set()
    defer { DatabaseOptions.reset() }
    try open.close(address.subject)
  }

  /// Runs a statement that gives no rows.
  ///
  /// - Throws: `.locked`, `.diskFull`, `.permission`, `.outputFailed`.
  public func execute(_ statement: SQLText) throws(TiankanError) {
    let result = unsafe try run(statement)
    if let result = unsafe result { unsafe release(result) }
  }

  /// Runs a query and hands over its rows one by one, in bounded memory; `body` returns whether to go on.
  ///
  /// - Throws: `.locked`, `.outputFailed`, `.corrupt`, and what `body` throws.
  public func query(
    _ statement: SQLText, _ body: (borrowing DatabaseRow) throws(TiankanError) -> Bool
  ) throws(TiankanError) {
    lock.lock()
    defer { lock.unlock() }
    guard let result = unsafe try run(statement) else { return }
    defer { unsafe release(result) }
    while true {
      let log = GDALErrorLog()
      let next = unsafe log.collect { unsafe OGR_L_GetNextFeature(result) }
      if log.hasFailure {
        throw failure(log.error("read a row", on: address.subject, failure: .corrupt))
      }
      guard let next = unsafe next else { return }
      guard try body(DatabaseRow(unsafe OGRFeature(owning: next))) else { return }
    }
  }

  /// Runs a query and gives what `transform` makes of its rows.
  public func rows<Value>(
    _ statement: SQLText, _ transform: (borrowing DatabaseRow) throws(TiankanError) -> Value
  ) throws(TiankanError) -> [Value] {
    var values: [Value] = []
    try query(statement) { row throws(TiankanError) -> Bool in
      values.append(try transform(row))
      return true
    }
    return values
  }

  /// Starts a transaction.
  public func begin() throws(TiankanError) {
    unsafe try status("begin a transaction") { unsafe GDALDatasetStartTransaction($0, 0) }
  }

  /// Starts a transaction that only reads, and sees one state of the database until it is undone.
  public func beginReading() throws(TiankanError) {
    try begin()
    guard address.kind == .postGIS else { return }
    try execute(SQLText("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
  }

  /// Makes a transaction's changes durable.
  ///
  /// - Throws: `.diskFull`, `.outputFailed`; the changes are then undone.
  public func commit() throws(TiankanError) {
    unsafe try status("commit a transaction") { unsafe GDALDatasetCommitTransaction($0) }
  }

  /// Undoes a transaction.
  public func rollback() throws(TiankanError) {
    unsafe try status("undo a transaction") { unsafe GDALDatasetRollbackTransaction($0) }
  }

  private func run(_ statement: SQLText) throws(TiankanError) -> UnsafeMutableRawPointer? {
    lock.lock()
    defer { lock.unlock() }
    let pointer = unsafe try pointer()
    let text = statement.bytes + [0]
    DatabaseOptions.set()
    defer { DatabaseOptions.reset() }
    do throws(TiankanError) {
      return unsafe try GDALLibrary.call(
        "run a statement", on: address.subject, failure: .outputFailed,
        succeeded: { _, log in !log.hasFailure },
        {
          // SAFETY: the text ends with NUL and is read before the call returns.
          unsafe text.withUnsafeBytes { buffer in
            unsafe GDALDatasetExecuteSQL(
              pointer, buffer.assumingMemoryBound(to: CChar.self).baseAddress, nil, nil)
          }
        })
    } catch {
      throw failure(error)
    }
  }

  private func release(_ result: UnsafeMutableRawPointer) {
    lock.lock()
    defer { lock.unlock() }
    guard let pointer = unsafe try? pointer() else { return }
    unsafe GDALDatasetReleaseResultSet(pointer, result)
  }

  func status(
    _ action: String, _ body: (UnsafeMutableRawPointer) -> OGRErr
  ) throws(TiankanError) {
    lock.lock()
    defer { lock.unlock() }
    let pointer = unsafe try pointer()
    DatabaseOptions.set()
    defer { DatabaseOptions.reset() }
    do throws(TiankanError) {
      _ = try GDALLibrary.call(
        action, on: address.subject, failure: .outputFailed,
        succeeded: { status, log in status == OGRERR_NONE && !log.hasFailure },
        { unsafe body(pointer) })
    } catch {
      throw failure(error)
    }
  }

  private func pointer() throws(TiankanError) -> UnsafeMutableRawPointer {
    switch dataset {
    case .some(let dataset): return unsafe dataset.pointer
    case .none: throw TiankanError(.bug, "the database is closed", subject: address.subject)
    }
  }

  /// A layer of the database; it lives as long as the database is open.
  func layer(named name: String) throws(TiankanError) -> UnsafeMutableRawPointer {
    lock.lock()
    defer { lock.unlock() }
    let pointer = unsafe try pointer()
    // A schema that was made after the connection is not the one in which GDAL looks.
    let qualified = address.kind == .postGIS ? "\(address.schema).\(name)" : name
    return unsafe try GDALLibrary.handle(
      "find the table \(name)", on: address.subject, failure: .corrupt
    ) { unsafe GDALDatasetGetLayerByName(pointer, qualified) }
  }

  /// Runs `body` while no other thread uses the dataset.
  func exclusively<Value>(_ body: () -> Value) -> Value {
    lock.lock()
    defer { lock.unlock() }
    return body()
  }

  /// The error with the code that the database's words imply, without passwords.
  func failure(_ error: TiankanError) -> TiankanError {
    var error = error
    let cause = error.cause ?? ""
    error.cause = error.cause.map { BoundaryArgument.withoutPassword(String($0.prefix(600))) }
    if cause.contains("disk is full") || cause.contains("No space left") {
      error.code = .diskFull
      error.message = "the disk is full; free some space and run again"
    } else if cause.contains("database is locked") || cause.contains("database table is locked")
      || cause.contains("lock timeout")
    {
      error.code = .locked
      error.message = "another program writes to the database; close it and run again"
    } else if cause.contains("UNIQUE constraint failed") || cause.contains("duplicate key value") {
      error.code = .duplicate
      error.message = "the same row is given twice; give each once"
    } else if cause.contains("readonly database") || cause.contains("permission denied") {
      error.code = .permission
      error.message = "the database may not be written by this user; check the permissions"
    }
    return error
  }
}
