/// A column of a table of the ledger: its name, what it holds, and whether it is derived.
struct LedgerColumn: Sendable {
  /// What a column holds, and how the export writes it.
  enum Kind: Hashable, Sendable {
    case text
    /// A text that is JSON; the export nests it as it stands.
    case json
    case integer
    /// A whole number of 16 bits.
    case small
    /// A number that is kept and exported with this count of decimals.
    case decimal(Int)
  }

  var name: String
  var kind: Kind
  var isRequired: Bool
  /// Whether the export of derived data has it: not what the journal decides, not what the store needs for itself.
  var isDerived: Bool

  init(_ name: String, _ kind: Kind, required: Bool = false, derived: Bool = true) {
    self.name = name
    self.kind = kind
    isRequired = required
    isDerived = derived
  }

  /// The declaration of the column.
  ///
  /// A GeoPackage has names of its own for types (OGC 12-128r19, table 1); GDAL and QGIS leave columns of other names out.
  func declaration(isServer: Bool) -> String {
    let type: String
    let initial: String
    switch kind {
    case .text, .json: (type, initial) = (isServer ? "TEXT COLLATE \"C\"" : "TEXT", "''")
    case .integer: (type, initial) = (isServer ? "BIGINT" : "INTEGER", "0")
    case .small: (type, initial) = ("SMALLINT", "0")
    case .decimal: (type, initial) = (isServer ? "DOUBLE PRECISION" : "DOUBLE", "0")
    }
    return "\(name) \(type)" + (isRequired ? " NOT NULL DEFAULT \(initial)" : "")
  }
}
