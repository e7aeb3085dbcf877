/// A clue as lists of work rank and cap it: alerts of a night, batches to a county.
public struct PublicationCandidate: Hashable, Sendable {
  /// The key of the clue; decides between equals.
  public var key: String
  /// The county's code; empty where no county holds it. Places without county share one cap.
  public var county: String
  /// How soon someone should look.
  public var priority: CluePriority
  /// Whether any part lies in permanent basic farmland or behind an ecological red line, however small.
  public var isProtected: Bool
  /// How sure the program is.
  public var state: DetectionState
  /// How it stands to the approvals.
  public var approval: ApprovalRelation
  /// The area in square metres.
  public var squareMetres: Double

  /// Creates a candidate.
  public init(
    key: String, county: String, priority: CluePriority, isProtected: Bool, state: DetectionState,
    approval: ApprovalRelation, squareMetres: Double
  ) {
    self.key = key
    self.county = county
    self.priority = priority
    self.isProtected = isProtected
    self.state = state
    self.approval = approval
    self.squareMetres = squareMetres
  }

  /// Describes a clue of the ledger.
  ///
  /// - Parameter protectedLines: The ids of control lines that are permanent basic farmland or a red line.
  public init(_ clue: MonitoredClue, protectedLines: Set<String>) {
    self.init(
      key: clue.key.description, county: clue.county ?? "", priority: clue.priority,
      isProtected: clue.overlaps.contains {
        $0.layer == "control_lines" && protectedLines.contains($0.unit)
      }, state: clue.detectionState, approval: clue.approval, squareMetres: clue.squareMetres)
  }

  /// Whether no cap may drop it: P1, permanent basic farmland, red line.
  public var isExempt: Bool { priority == .first || isProtected }
}

extension PublicationCandidate: Comparable {
  /// The order of work: by priority, what no cap drops first, then by how sure the program is, clues that agree with an
  /// approval after others, larger ones first; equals by key, byte by byte.
  public static func < (left: Self, right: Self) -> Bool {
    if left.priority != right.priority { return left.priority < right.priority }
    if left.isExempt != right.isExempt { return left.isExempt }
    if left.state != right.state { return left.state.rank < right.state.rank }
    let agreements = (left.approval == .matches, right.approval == .matches)
    if agreements.0 != agreements.1 { return agreements.1 }
    if left.squareMetres != right.squareMetres { return left.squareMetres > right.squareMetres }
    return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
  }
}

extension DetectionState {
  /// The place in lists of work: what is sure first, what has ended last.
  fileprivate var rank: Int {
    switch self {
    case .confirmed: 0
    case .provisional: 1
    case .first: 2
    case .ended: 3
    }
  }
}
