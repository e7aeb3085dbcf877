/// A row of the table `rule_set`: the rules that a run applied. Derived.
public struct RuleSetRow: Hashable, Sendable {
  /// The name, such as `fujian-2025`.
  public var name: String
  /// The version.
  public var version: String
  /// Where the rules hold.
  public var jurisdiction: String
  /// SHA-256 of the document.
  public var contentHash: String
  /// The rules as they stood, for readers years later.
  public var document: String

  /// Creates a row.
  public init(
    name: String, version: String, jurisdiction: String, contentHash: String, document: String
  ) {
    self.name = name
    self.version = version
    self.jurisdiction = jurisdiction
    self.contentHash = contentHash
    self.document = document
  }
}
