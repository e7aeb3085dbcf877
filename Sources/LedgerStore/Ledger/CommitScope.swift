/// Which derived rows a commit replaces; scenes, rule sets and clues are always replaced as a whole.
public enum CommitScope: Hashable, Sendable {
  /// Land units, observations and results of every tile.
  case all
  /// Those of the named tiles; others stay, and rows may be added to them.
  case tiles([String])
  /// What a night changed.
  case changes(LedgerChanges)
}

extension CommitScope {
  /// Whether results may be given that are there already.
  var keepsResults: Bool {
    if case .changes(let changes) = self { return !changes.advanced.isEmpty }
    return false
  }
}

/// What a night replaces besides scenes, rule sets and clues; everything else stays.
public struct LedgerChanges: Hashable, Sendable {
  /// Tiles whose land units, observations and results are all replaced.
  public var replaced: [String] = []
  /// Tiles whose results are replaced; observations are added to those that are there.
  public var examined: [String] = []
  /// Tiles whose results of settled crop years stay: a result of abandonment replaces the one of its unit and period, those of
  /// other kinds are all replaced; observations are added to those that are there.
  public var advanced: [String] = []
  /// Acquisitions, by tile, whose observations of land units go: they were superseded, or joined by a late scene.
  public var withdrawn: [String: [String]] = [:]
  /// Acquisitions whose observations of clues go.
  public var withdrawnFromClues: [String] = []
  /// Clues, by tile, whose observations go: they are gone themselves, or their outline changed.
  public var clues: [String: [String]] = [:]
  /// Whether the observations of all clues go.
  public var replacesClues = false

  /// Creates a change of nothing.
  public init() {}
}
