/// The recovery metrics of one index of a unit.
public struct RecoverySummary: Hashable, Sendable {
  /// Where the target comes from.
  public enum TargetSource: String, Hashable, Sendable {
    /// The mean of the reference ring over the unit's seasons since the start.
    case reference
    /// The mean of two years before the disturbance.
    case history
  }

  /// The index: `cover` or `nbr`.
  public var index: String
  /// The start year.
  public var startYear: Int
  /// The years after the start that ΔIR, YrYr, R80P and RRI look at.
  public var years: Int
  /// The target; nil where there is none.
  public var target: Double?
  /// Where the target comes from.
  public var targetSource: TargetSource?
  /// ΔIR.
  public var change: Double?
  /// YrYr.
  public var changePerYear: Double?
  /// R80P.
  public var recoveredRatio: Double?
  /// Y2R; nil where not yet or without target.
  public var yearsToRecovery: Int?
  /// RRI; nil where the disturbance is not known.
  public var relativeRecovery: Double?
}
