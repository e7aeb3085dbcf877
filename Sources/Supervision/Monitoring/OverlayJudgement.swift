public import Imagery

/// What the land units under a construction clue mean for it: how soon to look, and how it stands to the approvals.
///
/// Shares of area decide, never a centroid. The thresholds are proposed values, in no standard.
public struct OverlayJudgement: Hashable, Sendable {
  /// How soon someone should look.
  public var priority: CluePriority
  /// How the clue stands to the approvals.
  public var approval: ApprovalRelation

  /// The part of a clue that lies in a land unit of a certain meaning.
  public struct Part: Hashable, Sendable {
    /// What the land unit is.
    public enum Meaning: Hashable, Sendable {
      case cropland
      case line(ControlLineKind)
      case approval(ApprovalKind, from: CalendarDate, to: CalendarDate?)
      case other
    }

    /// What the land unit is.
    public var meaning: Meaning
    /// The common area as a share of the clue, 0 to 1.
    public var share: Double
    /// The common area in square metres.
    public var squareMetres: Double

    /// Creates a part.
    public init(_ meaning: Meaning, share: Double, squareMetres: Double) {
      self.meaning = meaning
      self.share = share
      self.squareMetres = squareMetres
    }
  }

  /// A part of this share of the clue counts.
  public static let significantShare = 0.05
  /// A part of this area counts, whatever its share: the smallest patch that is listed at 10 m.
  public static let significantSquareMetres = 400.0
  /// From this share on, a clue agrees with an approval.
  public static let approvedShare = 0.8
  /// From this share on, a record needs a person's check.
  public static let checkedShare = 0.2

  /// Judges a clue.
  ///
  /// - Parameters:
  ///   - parts: The land units under the clue.
  ///   - firstDate: The first day on which construction was seen; approvals count that were valid then.
  ///   - hasCompleteApprovals: Whether the approvals are known to be complete for the place and day.
  public init(parts: [Part], firstDate: CalendarDate, hasCompleteApprovals: Bool) {
    func counts(_ part: Part) -> Bool {
      part.share >= Self.significantShare || part.squareMetres >= Self.significantSquareMetres
    }
    let isProtected = parts.contains { part in
      guard counts(part), case .line(let line) = part.meaning else { return false }
      return line != .growthBoundary
    }
    let isCropland = parts.contains { counts($0) && $0.meaning == .cropland }
    priority = isProtected ? .first : isCropland ? .second : .third

    var approved = 0.0
    var recorded = 0.0
    for part in parts {
      guard case .approval(let kind, let from, let to) = part.meaning, from <= firstDate,
        to.map({ firstDate <= $0 }) ?? true
      else { continue }
      // Overlapping approvals of one kind must not add up to more than the clue.
      if kind.needsCheck {
        recorded = max(recorded, part.share)
      } else {
        approved = max(approved, part.share)
      }
    }
    if approved >= Self.approvedShare {
      approval = .matches
    } else if max(approved, recorded) >= Self.checkedShare {
      approval = .toBeChecked
    } else {
      approval = hasCompleteApprovals ? .noneFound : .incomplete
    }
  }
}
