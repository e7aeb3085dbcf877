/// A table of the ledger.
struct LedgerTable: Sendable {
  var name: String
  var columns: [LedgerColumn]
  /// The columns that name a row and order the export.
  var key: [String]
  /// Whether rows have an outline.
  var isSpatial = false
  /// Whether rows can only be added.
  var isJournal = false
  /// Further columns or groups of columns that are searched.
  var indices: [[String]] = []

  /// The names of the columns, for statements.
  var columnList: String { columns.map(\.name).joined(separator: ", ") }
}
