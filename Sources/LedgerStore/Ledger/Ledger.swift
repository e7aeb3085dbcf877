public import Diagnostics
import GeoIO
public import Imagery

/// The ledger: derived data of the last commit, and the journal of all that was published.
///
/// Its address is a GeoPackage (`ledger.gpkg`) or a PostGIS server (`postgresql://user@host/database?schema=NAME`,
/// schema `tiankan` where none is named). One writer at a time; readers see the last commit and are not blocked by
/// the next. A ledger may move between threads; calls from several threads wait for each other.
///
/// ```swift
/// let ledger = try Ledger(opening: "ledger.gpkg", access: .writing)
/// try ledger.commit(run: run) { transaction throws(TiankanError) in
///   for scene in scenes { try transaction.append(scene) }
///   for clue in clues { try transaction.append(clue) }
/// }
/// ```
public struct Ledger: ~Copyable, Sendable {
  /// What a ledger is opened for.
  public enum Access: Hashable, Sendable {
    /// Reading, while another may write.
    case reading
    /// Writing; takes the lock for as long as the ledger is open.
    case writing
    /// Adding what people say to the journal, beside a run that writes: takes no lock beyond each transaction.
    case recording
  }

  /// The address without its password, for messages.
  public let address: String
  /// The grid whose CRS outlines are in, and whose columns and rows the export counts.
  public let grid: Grid
  /// What it was opened for.
  public let access: Access

  let database: FeatureDatabase
  /// The store's number of the CRS.
  let reference: Int32
  private let lock: LedgerLock?

  /// Opens a ledger. A database that is no ledger is refused and left as it is.
  ///
  /// - Throws: `.notFound` (create it first), `.locked` for a second writer, `.unsupportedFormat` for a database that
  ///   is no ledger or of a newer version, `.permission`, `.corrupt`, `.usage` for another kind of address.
  public init(opening address: String, access: Access = .reading) throws(TiankanError) {
    let place = try Self.place(address)
    var lock: LedgerLock?
    if place.kind == .geoPackage {
      // Looked at before anything is written, be it only the lock's file.
      _ = try LedgerMeta(FeatureDatabase(opening: place, access: .reading))
      if access == .writing { lock = try LedgerLock(fileBeside: address) }
    }
    let mode: FeatureDatabase.Access = access == .reading ? .reading : .writing
    let database = try FeatureDatabase(opening: place, access: mode)
    let meta = try LedgerMeta(database)
    if access == .writing, place.kind == .postGIS { lock = try LedgerLock(database) }
    if meta.version < LedgerMeta.schemaVersion {
      guard access == .writing else {
        throw TiankanError(
          .unsupportedFormat,
          "the ledger has tables of version \(meta.version); the next monitor run brings them up to date",
          subject: place.subject)
      }
      try LedgerCreation.upgrade(database, meta)
    }
    if access == .recording, place.kind == .postGIS {
      // As long as SQLite waits; whoever records asks again.
      try database.execute(SQLText("SET lock_timeout = '5s'"))
    }
    self.init(database, access, meta, try Self.reference(in: database), lock)
  }

  private init(
    _ database: FeatureDatabase, _ access: Access, _ meta: LedgerMeta, _ reference: Int32,
    _ lock: LedgerLock?
  ) {
    self.database = database
    self.access = access
    address = database.address.subject
    grid = meta.grid
    self.reference = reference
    self.lock = lock
  }

  /// Creates an empty ledger and opens it for writing.
  ///
  /// - Parameters:
  ///   - address: The address; nothing may be there, on a server an empty schema may.
  ///   - grid: The monitored grid.
  /// - Throws: `.duplicate` where there is something, `.installation` for a server without PostGIS, `.locked`,
  ///   `.notFound` for a missing folder, `.permission`, `.diskFull`, `.outputFailed`.
  public static func create(at address: String, grid: Grid) throws(TiankanError) -> Ledger {
    let place = try Self.place(address)
    let meta = LedgerMeta(grid: grid)
    let lock: LedgerLock
    let database: FeatureDatabase
    switch place.kind {
    case .geoPackage:
      lock = try LedgerLock(fileBeside: address)
      try LedgerCreation.file(place, meta)
      database = try FeatureDatabase(opening: place, access: .writing)
    case .postGIS:
      database = try FeatureDatabase(opening: place, access: .writing)
      lock = try LedgerLock(database)
      try LedgerCreation.schema(database, meta)
    }
    return Ledger(database, .writing, meta, try Self.reference(in: database), lock)
  }

  /// Whether something is at the address: a file, or a schema with a ledger.
  ///
  /// - Throws: `.usage` for another kind of address; errors of opening a server.
  public static func exists(at address: String) throws(TiankanError) -> Bool {
    let place = try Self.place(address)
    do throws(TiankanError) {
      return try LedgerMeta.isThere(FeatureDatabase(opening: place, access: .reading))
    } catch  where error.code == .notFound && place.kind == .geoPackage {
      return false
    }
  }

  private static func place(_ address: String) throws(TiankanError) -> DatabaseAddress {
    try DatabaseAddress(address, defaultSchema: "tiankan")
  }

  /// The number of the CRS in the store.
  private static func reference(in database: FeatureDatabase) throws(TiankanError) -> Int32 {
    var statement: SQLText
    switch database.address.kind {
    case .geoPackage:
      statement = SQLText("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'clue'")
    case .postGIS:
      statement = SQLText(
        "SELECT srid FROM geometry_columns WHERE f_table_name = 'clue' AND f_table_schema = ")
      try statement.append(text: database.address.schema)
    }
    let found = try database.rows(statement) { row throws(TiankanError) in row.integer(0) }
    guard let number = found.first.flatMap(Int32.init(exactly:)) else {
      throw TiankanError(
        .corrupt, "the ledger's table clue is damaged; restore a copy",
        subject: database.address.subject)
    }
    return number
  }

  /// The generation of the last commit; 0 before the first.
  public func generation() throws(TiankanError) -> Int {
    try LedgerMeta(database).generation
  }
}
