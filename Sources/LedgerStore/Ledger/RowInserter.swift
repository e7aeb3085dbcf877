import Diagnostics
import GeoIO
import Geometry

/// Adds rows to a table in statements of many rows, in bounded memory.
struct RowInserter: ~Copyable {
  /// Statements are sent from this size on: large enough that their cost per row is small.
  private static let limit = 256 << 10

  /// GDAL 3.6 looks for these words, in any case, to tell whether a statement begins with them, and goes through all of it where they
  /// are not there: a fifth of a night's processor time.
  private static let shortcut = "/* rollback select */"

  private let database: FeatureDatabase
  private let reference: Int32
  private let opening: String
  private let closing: String
  private var statement: SQLText
  private var isFirstColumn = true
  private(set) var pendingRows = 0
  /// The number of rows so far.
  private(set) var count = 0

  /// - Parameter replaces: Whether a row takes the place of one with its key; else that is an error.
  init(
    _ table: LedgerTable, _ database: FeatureDatabase, reference: Int32, replaces: Bool = false
  ) {
    self.database = database
    self.reference = reference
    let columns = table.columns.map(\.name) + (table.isSpatial ? ["geom"] : [])
    opening =
      "INSERT INTO \(Self.shortcut) \(table.name) (\(columns.joined(separator: ", "))) VALUES "
    let rest = columns.filter { !table.key.contains($0) }
    // Rows that say the same are not written again.
    closing =
      replaces
      ? " ON CONFLICT (\(table.key.joined(separator: ", "))) DO UPDATE SET "
        + rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", ") + " WHERE "
        + rest.map { "\(table.name).\($0) <> excluded.\($0)" }.joined(separator: " OR ") : ""
    statement = SQLText(opening)
  }

  /// Whether the statement is large enough to be sent.
  var isFull: Bool { statement.count >= Self.limit }

  mutating func beginRow() {
    if pendingRows > 0 { statement.append(", ") }
    statement.append("(")
    isFirstColumn = true
  }

  mutating func endRow() {
    statement.append(")")
    pendingRows += 1
    count += 1
  }

  private mutating func separate() {
    if !isFirstColumn { statement.append(",") }
    isFirstColumn = false
  }

  mutating func add(_ text: String?) throws(TiankanError) {
    separate()
    guard let text else { return statement.append("NULL") }
    try statement.append(text: text)
  }

  mutating func add(_ number: Int?) {
    separate()
    guard let number else { return statement.append("NULL") }
    statement.append(integer: Int64(number))
  }

  mutating func add(_ number: Double?, places: Int) throws(TiankanError) {
    separate()
    guard let number else { return statement.append("NULL") }
    try statement.append(decimal: number, places: places)
  }

  mutating func add(_ outline: MultiPolygon) {
    separate()
    statement.append(area: outline, for: database.address.kind, reference: reference)
  }

  /// Sends what is pending.
  mutating func flush() throws(TiankanError) {
    guard pendingRows > 0 else { return }
    statement.append(words: closing)
    try database.execute(statement)
    statement = SQLText(opening)
    pendingRows = 0
  }
}
