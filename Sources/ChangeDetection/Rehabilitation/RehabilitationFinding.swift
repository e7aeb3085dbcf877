public import Imagery

/// What the rehabilitation detector says about a mine.
public struct RehabilitationFinding: Sendable {
  /// The rules with version.
  public var ruleSet: String
  /// The state on the last day.
  public var state: RehabilitationState
  /// Since when: the observation or season that first shows the state; nil where undecidable or too small.
  public var since: CalendarDate?
  /// The season that stands for the start; nil without composites.
  public var startYear: Int?
  /// Clear observations that were used.
  public var clearObservations: Int
  /// The satellites of these observations, sorted.
  public var platforms: [String]
  /// The scenes of these observations, ascending.
  public var scenes: [Int]
  /// The growing seasons of the unit.
  public var seasons: [SeasonComposite]
  /// The growing seasons of the reference ring.
  public var referenceSeasons: [SeasonComposite]
  /// The running cover of the unit at each clear observation.
  public var runningCover: [RunningCover]
  /// The recovery metrics of cover, and of NBR where the sensor has it.
  public var recovery: [RecoverySummary]
  /// The trend since the start; nil where it cannot be computed.
  public var trend: CoverTrend?
  /// The progress against the reference ring at the last season both have; nil without a ring.
  public var progress: ReferenceProgress?
  /// The long background; nil where seasons are too few. It decides nothing.
  public var background: RehabilitationBackground?
  /// The comparison with the plan on the last day; nil without a plan or before its first milestone.
  public var plan: PlanComparison?
  /// The episodes, by first day: those that last and confirmed ones that ended.
  public var clues: [RehabilitationClue]
  /// What a reader must know.
  public var hints: [RehabilitationHint]
  /// The tests that decided the state.
  public var tests: [DetectorTest]
}
