public import Imagery

/// What a rehabilitation plan demands by a day: an annual task (恢复治理方案的年度任务), cumulative.
public struct RehabilitationMilestone: Hashable, Sendable {
  /// The day by which it is due.
  public var date: CalendarDate
  /// The planned vegetation cover of the whole unit in the growing season, in percent.
  public var coverPercent: Double
  /// The planned greened area since the start, in square metres; nil where the plan names none.
  public var squareMetres: Double?

  /// Creates a milestone.
  public init(date: CalendarDate, coverPercent: Double, squareMetres: Double? = nil) {
    self.date = date
    self.coverPercent = coverPercent
    self.squareMetres = squareMetres
  }
}
