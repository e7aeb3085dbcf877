/// A confirmed import: who confirmed what, of which sources.
public struct RegisterRevision: Hashable, Sendable {
  /// The number, from 1.
  public var number: Int
  /// When it was confirmed, UTC, ISO 8601.
  public var time: String
  /// Who confirmed it.
  public var person: String
  /// The program and its version.
  public var program: String
  /// The digest of the proposal that was confirmed.
  public var code: String
  /// The SHA-256 of the sources, by name.
  public var sources: [String: String]
  /// The SHA-256 of the rule sets that were at hand, by name and version.
  public var ruleSets: [String: String]
  /// Records that were added.
  public var added: Int
  /// Records that were changed.
  public var changed: Int
  /// Records that were withdrawn.
  public var withdrawn: Int
  /// Rows that were left out.
  public var refused: Int

  /// Creates a revision.
  public init(
    number: Int, time: String, person: String, program: String, code: String,
    sources: [String: String], ruleSets: [String: String], added: Int, changed: Int,
    withdrawn: Int, refused: Int
  ) {
    self.number = number
    self.time = time
    self.person = person
    self.program = program
    self.code = code
    self.sources = sources
    self.ruleSets = ruleSets
    self.added = added
    self.changed = changed
    self.withdrawn = withdrawn
    self.refused = refused
  }
}
