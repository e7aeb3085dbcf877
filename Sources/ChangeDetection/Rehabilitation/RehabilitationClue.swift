public import Imagery

/// A clue of the kind rehabilitation_lag (修复进度滞后): an episode with its dates, over or still running.
public struct RehabilitationClue: Hashable, Sendable {
  /// What is seen.
  public enum Finding: String, Hashable, Sendable, CaseIterable {
    /// Behind the plan: 修复进度滞后.
    case planLag = "plan_lag"
    /// No growth for two seasons: 停滞.
    case stalled
    /// Cover lost again: 反复.
    case relapse
    /// Bare ground grows beyond its earlier level or edge: 疑似复采.
    case suspectedRemining = "suspected_remining"
  }

  /// What is seen.
  public var finding: Finding
  /// The first observation that shows it.
  public var firstDate: CalendarDate
  /// The second; nil before.
  public var provisionalDate: CalendarDate?
  /// The observation with which there are three; nil before.
  public var confirmedDate: CalendarDate?
  /// The last observation that shows it.
  public var lastDate: CalendarDate
  /// The observation with which it was over; nil while it lasts.
  public var endedDate: CalendarDate?
  /// Clear observations that show it.
  public var hits: Int
  /// Clear observations from the first day on, until it ended.
  public var observations: Int
  /// The largest value seen: cover points behind the plan, loss of cover or growth of the bare share (0 to 1), or
  /// seasons without growth.
  public var magnitude: Double
  /// The tests of the observation with the largest value.
  public var tests: [DetectorTest]
}
