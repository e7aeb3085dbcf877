/// Which derived rows a commit replaces; scenes, rule sets and clues are always replaced as a whole.
public enum CommitScope: Hashable, Sendable {
  /// Land units, observations and results of every tile.
  case all
  /// Those of the named tiles; others stay, and rows may be added to them.
  case tiles([String])
}
