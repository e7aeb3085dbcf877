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

  /// The declaration that SQLite and PostgreSQL take alike, but for the order of texts.
  func declaration(collation: String) -> String {
    let type: String
    let initial: String
    switch kind {
    case .text, .json: (type, initial) = ("TEXT\(collation)", "''")
    case .integer: (type, initial) = ("BIGINT", "0")
    case .small: (type, initial) = ("SMALLINT", "0")
    case .decimal: (type, initial) = ("DOUBLE PRECISION", "0")
    }
    return "\(name) \(type)" + (isRequired ? " NOT NULL DEFAULT \(initial)" : "")
  }
}
