public import Imagery

/// Plan against seen on a day.
public struct PlanComparison: Hashable, Sendable {
  /// How it stands.
  public enum Status: String, Hashable, Sendable {
    /// Not behind by more than is allowed.
    case onPlan = "on_plan"
    /// More than 10 points or more than a quarter behind.
    case behind
  }

  /// The day.
  public var date: CalendarDate
  /// The milestone that holds.
  public var milestone: RehabilitationMilestone
  /// The measured growing-season cover in percent.
  public var coverPercent: Double
  /// Planned minus measured cover in percentage points; negative when ahead.
  public var lagPoints: Double
  /// Months since the first milestone that is not met by more than the tolerance; 0 where all are.
  public var lagMonths: Double
  /// The measured greened area since the start in square metres; nil where the plan names no area or the unit's is unknown.
  public var squareMetres: Double?
  /// Planned minus measured area, in percentage points of the unit; nil where not compared.
  public var areaLagPoints: Double?
  /// The clear observations behind the measured cover.
  public var observations: Int
  /// How it stands.
  public var status: Status
}
