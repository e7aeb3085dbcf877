/// A column of a vector layer or table.
public struct FieldDefinition: Hashable, Sendable {
  /// What a column holds.
  public enum Kind: String, Hashable, Sendable {
    /// Whole numbers of 64 bits.
    case integer64
    /// Numbers of double precision.
    case real
    /// Text in UTF-8.
    case text
    /// A day, as text such as `2024-03-01`.
    case date
    /// Text that is itself JSON; nested in GeoJSON, plain text in a GeoPackage.
    case json
  }

  /// The column's name, in the spelling of the file.
  public var name: String
  /// What the column holds.
  public var kind: Kind

  /// Creates a column.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
