/// What a yearly evaluation (成效评估) can weigh; the raw value is the name in formulas.
public enum EvaluationMeasure: String, Hashable, Sendable, CaseIterable {
  /// Milestones done, of those due.
  case milestonesDone = "milestones_done"
  /// Recognised area reached, of the area planned by the day; at most 1.
  case areaReached = "area_reached"
  /// Projects that are neither red nor amber.
  case onPlan = "on_plan"
  /// Issued clues that the county answered.
  case cluesAnswered = "clues_answered"
  /// Parcels seen cultivated in the last settled crop year; those that could not be told make its interval.
  case farmlandUsed = "farmland_used"
}

/// A share that is known between two bounds, from 0 to 1.
public struct ShareBounds: Hashable, Sendable {
  /// The lower bound.
  public var lower: Double
  /// The upper bound.
  public var upper: Double

  /// Creates bounds; both must lie from 0 to 1, the lower first.
  public init(lower: Double, upper: Double) {
    precondition(lower >= 0 && lower <= upper && upper <= 1, "shares lie from 0 to 1")
    self.lower = lower
    self.upper = upper
  }

  /// A share that was counted, so that both bounds are it.
  public init(_ part: Int, of whole: Int) {
    let share = whole > 0 ? min(1, max(0, Double(part) / Double(whole))) : 0
    self.init(lower: share, upper: share)
  }

  /// Nothing is known.
  public static let unknown = ShareBounds(lower: 0, upper: 1)
}
