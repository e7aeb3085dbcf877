/// A clue as a row of a list.
public struct ClueSummary: Codable, Hashable, Sendable {
  /// The key.
  public var key: String
  /// The public number; nil before one is given.
  public var publicNumber: String?
  /// The kind.
  public var kind: ReportTerm
  /// What exactly is suspected or seen.
  public var finding: ReportTerm
  /// How sure the program is.
  public var detectionState: ReportTerm
  /// How far people have come.
  public var handlingState: ReportTerm
  /// How soon someone should look.
  public var priority: ReportTerm
  /// How it stands to the approvals.
  public var approval: ReportTerm
  /// The days.
  public var dates: ReportDates
  /// The gross area.
  public var area: ReportArea
  /// Longitude and latitude in CGCS2000.
  public var position: ReportPosition.Degrees

  /// Creates a row.
  public init(
    key: String, publicNumber: String?, kind: ReportTerm, finding: ReportTerm,
    detectionState: ReportTerm, handlingState: ReportTerm, priority: ReportTerm,
    approval: ReportTerm, dates: ReportDates, area: ReportArea, position: ReportPosition.Degrees
  ) {
    self.key = key
    self.publicNumber = publicNumber
    self.kind = kind
    self.finding = finding
    self.detectionState = detectionState
    self.handlingState = handlingState
    self.priority = priority
    self.approval = approval
    self.dates = dates
    self.area = area
    self.position = position
  }
}

extension ClueSummary {
  /// The order of lists: priority, then how sure the program is, then area, then key.
  public static func isBefore(_ left: ClueSummary, _ right: ClueSummary) -> Bool {
    if left.priority.code != right.priority.code {
      return left.priority.code < right.priority.code
    }
    let ranks = (left.stateRank, right.stateRank)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if left.area.squareMetres != right.area.squareMetres {
      return left.area.squareMetres > right.area.squareMetres
    }
    return left.key < right.key
  }

  private var stateRank: Int {
    switch detectionState.code {
    case "confirmed": 0
    case "provisional": 1
    case "first": 2
    default: 3
    }
  }
}
