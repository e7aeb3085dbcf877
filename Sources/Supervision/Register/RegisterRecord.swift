public import Geometry
public import Imagery

/// A record of the register: a kind, an identifier, values by column, and an outline where the kind has one.
public struct RegisterRecord: Hashable, Sendable {
  /// What names a record.
  public struct Key: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The kind.
    public var kind: RegisterKind
    /// The identifier, unique in its kind.
    public var id: String

    /// Creates a key.
    public init(_ kind: RegisterKind, _ id: String) {
      self.kind = kind
      self.id = id
    }

    /// `kind:id`.
    public var description: String { "\(kind.rawValue):\(id)" }

    /// By kind in the order of the register, then by identifier, byte by byte.
    public static func < (left: Key, right: Key) -> Bool {
      if left.kind != right.kind { return left.kind.order < right.kind.order }
      return left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
    }
  }

  /// The kind and identifier.
  public var key: Key
  /// The values by column; a column without a value is not there.
  public var values: [String: RegisterValue]
  /// The outline in the register's CRS; nil where the kind has none, or none is known.
  public var outline: MultiPolygon?
  /// The area of the outline on the ellipsoid (椭球毛面积); nil without an outline.
  public var gross: LandArea?

  /// Creates a record.
  public init(
    _ key: Key, values: [String: RegisterValue], outline: MultiPolygon? = nil,
    gross: LandArea? = nil
  ) {
    self.key = key
    self.values = values
    self.outline = outline
    self.gross = gross
  }
}

extension RegisterRecord {
  /// The identifier.
  public var id: String { key.id }

  /// A text, a code or an identifier.
  public func text(_ column: String) -> String? {
    if case .text(let text)? = values[column] { text } else { nil }
  }

  /// Several texts; empty where there are none.
  public func texts(_ column: String) -> [String] {
    if case .texts(let texts)? = values[column] { texts } else { [] }
  }

  /// A day.
  public func date(_ column: String) -> CalendarDate? {
    if case .date(let date)? = values[column] { date } else { nil }
  }

  /// An area.
  public func area(_ column: String) -> LandArea? {
    if case .area(let area)? = values[column] { area } else { nil }
  }

  /// A whole number.
  public func integer(_ column: String) -> Int? {
    if case .integer(let number)? = values[column] { number } else { nil }
  }

  /// A share, 0 to 1.
  public func share(_ column: String) -> Double? {
    if case .share(let millionths)? = values[column] { Double(millionths) / 1_000_000 } else { nil }
  }

  /// The name, else the identifier.
  public var title: String { text("name") ?? id }
}

extension RegisterKind {
  /// The place in lists: townships first, what refers to others after them.
  public var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
