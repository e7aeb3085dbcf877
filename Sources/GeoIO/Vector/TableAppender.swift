import CGDAL
public import Diagnostics

/// Adds rows to a table of a database one after the other, without statements: for tables of millions of rows.
///
/// A GeoPackage gets them through one prepared statement, a server through `COPY`. Values come in the order of the
/// columns that the appender was made for; every column of a row gets one. Between rows any statement may run on the
/// database; a statement that needs to see the rows comes after `flush`.
///
/// ```swift
/// var rows = try TableAppender("observation", columns: ["unit_id", "ndvi_mean"], in: database)
/// try rows.add("P17")
/// rows.add(6120)
/// try rows.endRow()
/// try rows.flush()
/// ```
@safe
public struct TableAppender: ~Copyable {
  private let database: FeatureDatabase
  // SAFETY: a layer lives as long as its dataset is open, and the caller keeps `database` open until the last row.
  private let layer: UnsafeMutableRawPointer
  private let feature: OGRFeature
  /// The position of each column in OGR's layer.
  private let fields: [Int32]
  private var next = 0
  private let log = GDALErrorLog()
  /// The number of rows so far.
  public private(set) var count = 0

  /// Prepares to add rows.
  ///
  /// - Parameters:
  ///   - table: A table without geometry.
  ///   - columns: The columns that rows fill, in the order in which values come; others get their default.
  ///   - database: A database that is open for writing, and stays so.
  /// - Throws: `.corrupt` where the table or a column is missing.
  public init(
    _ table: String, columns: [String], in database: FeatureDatabase
  ) throws(TiankanError) {
    let found = unsafe try database.layer(named: table)
    guard let definition = unsafe OGR_L_GetLayerDefn(found) else {
      throw Self.missing(table, in: database)
    }
    var positions: [Int32] = []
    for column in columns {
      let position = unsafe OGR_FD_GetFieldIndex(definition, column)
      guard position >= 0 else { throw Self.missing("\(table).\(column)", in: database) }
      positions.append(position)
    }
    guard let row = unsafe OGR_F_Create(definition) else {
      throw TiankanError(
        .outputFailed, "no memory for a row; free some memory and run again", subject: table)
    }
    self.database = database
    unsafe layer = found
    fields = positions
    unsafe feature = OGRFeature(owning: row)
  }

  /// Gives the next column a text, or nothing.
  ///
  /// - Throws: `.malformed` for a text with a NUL, which no database keeps.
  public mutating func add(_ text: String?) throws(TiankanError) {
    let field = take()
    guard let text else { return unsafe OGR_F_SetFieldNull(feature.pointer, field) }
    guard !text.utf8.contains(0) else {
      throw TiankanError(
        .malformed, "a text contains the character NUL, which a database cannot keep; remove it",
        subject: String(text.prefix(40)))
    }
    unsafe OGR_F_SetFieldString(feature.pointer, field, text)
  }

  /// Gives the next column a whole number, or nothing.
  public mutating func add(_ number: Int?) {
    let field = take()
    guard let number else { return unsafe OGR_F_SetFieldNull(feature.pointer, field) }
    unsafe OGR_F_SetFieldInteger64(feature.pointer, field, Int64(number))
  }

  /// Writes the row, whose columns all have their value.
  ///
  /// - Throws: `.duplicate`, `.diskFull`, `.outputFailed`.
  public mutating func endRow() throws(TiankanError) {
    precondition(next == fields.count, "a row gets a value for every column")
    next = 0
    // The driver gives the row its number, and would take the one it gave the row before for a wish.
    _ = unsafe OGR_F_SetFID(feature.pointer, Int64(OGRNullFID))
    let status = database.exclusively {
      log.collect { unsafe OGR_L_CreateFeature(layer, feature.pointer) }
    }
    guard status == OGRERR_NONE, !log.hasFailure else {
      throw database.failure(
        log.error("add a row", on: database.address.subject, failure: .outputFailed))
    }
    count += 1
  }

  /// Hands over to the database what a driver may still hold back.
  ///
  /// - Throws: `.duplicate`, `.diskFull`, `.outputFailed`.
  public mutating func flush() throws(TiankanError) {
    guard count > 0 else { return }
    let layer = unsafe layer
    unsafe try database.status("add rows") { _ in unsafe OGR_L_SyncToDisk(layer) }
  }

  private mutating func take() -> Int32 {
    precondition(next < fields.count, "a row has no further column")
    defer { next += 1 }
    return fields[next]
  }

  private static func missing(_ name: String, in database: FeatureDatabase) -> TiankanError {
    TiankanError(
      .corrupt, "the database has no \(name); restore a copy", subject: database.address.subject)
  }
}
