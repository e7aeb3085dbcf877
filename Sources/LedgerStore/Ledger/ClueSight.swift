public import Supervision

/// Which clues somebody may see: those of their counties, and of these perhaps only what was issued.
public struct ClueSight: Hashable, Sendable {
  /// The counties; nil for all. A clue without county is seen by those who see all.
  public var counties: Set<String>?
  /// States of handling that they do not see.
  public var hiddenHandling: Set<HandlingState>

  /// Sight of everything.
  public static let all = ClueSight(counties: nil, hiddenHandling: [])

  /// Creates a sight.
  public init(counties: Set<String>?, hiddenHandling: Set<HandlingState>) {
    self.counties = counties
    self.hiddenHandling = hiddenHandling
  }

  /// Whether a clue is seen.
  public func shows(_ row: ClueRow) -> Bool {
    !hiddenHandling.contains(row.handlingState) && shows(county: row.clue.county)
  }

  /// Whether what belongs to a county is seen.
  public func shows(county: String?) -> Bool {
    guard let counties else { return true }
    return county.map(counties.contains) ?? false
  }
}

extension ClueFilter {
  /// Leaves out what a sight does not show.
  public mutating func restrict(to sight: ClueSight) {
    scope = sight.counties
    hiddenHandling = sight.hiddenHandling
  }
}
