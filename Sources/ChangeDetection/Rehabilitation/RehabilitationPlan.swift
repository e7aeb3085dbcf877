public import Imagery

/// The milestones of a rehabilitation plan.
///
/// A plan is read as steps, as annual tasks are: between two milestones the earlier one holds, nothing is demanded before
/// the first.
public struct RehabilitationPlan: Hashable, Sendable {
  /// The milestones by ascending date.
  public let milestones: [RehabilitationMilestone]

  /// Creates a plan; milestones are put into the order of their dates.
  public init(_ milestones: [RehabilitationMilestone]) {
    self.milestones = milestones.sorted { $0.date < $1.date }
  }

  /// The milestone that holds on a day: the last one due; nil before the first.
  public func due(on date: CalendarDate) -> RehabilitationMilestone? {
    milestones.last { $0.date <= date }
  }

  /// The first milestone due by a day whose cover is above a measured cover; nil where none is missed.
  public func firstMissed(coverPercent: Double, on date: CalendarDate) -> RehabilitationMilestone? {
    milestones.first { $0.date <= date && $0.coverPercent > coverPercent }
  }
}
