/// A column of a kind of record: its name, what it holds, and whether it must be there.
public struct RegisterColumn: Hashable, Sendable {
  /// What a column holds.
  public enum Content: Hashable, Sendable {
    case text
    /// Several texts.
    case texts
    case date
    case area
    /// A whole number.
    case integer
    /// A share from 0 to 1.
    case share
    /// A code of a list of the vocabulary.
    case code(RegisterVocabulary.List)
    /// The identifier of a record of one of some kinds.
    case reference([RegisterKind])
    /// Identifiers of several records of a kind.
    case references(RegisterKind)
  }

  /// The name in files and tables.
  public var name: String
  /// What it holds.
  public var content: Content
  /// Whether a record without it is refused.
  public var isRequired: Bool

  init(_ name: String, _ content: Content, required: Bool = false) {
    self.name = name
    self.content = content
    isRequired = required
  }
}
