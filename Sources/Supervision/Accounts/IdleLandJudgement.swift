public import Imagery

/// Which kind of idle construction land a plot may be, from records of approval and supply and from what images show (批供用补查登).
///
/// Remote sensing sees no investment, so 投资额不足25% is never tested. What the records do not tell is not guessed.
public struct IdleLandJudgement: Hashable, Sendable {
  /// The outcome; the raw value is the stable code.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// 批而未供: approved, and no supply recorded.
    case approvedNotSupplied = "approved_not_supplied"
    /// 供而未用: supplied, the agreed start long past, no construction seen.
    case suppliedNotUsed = "supplied_not_used"
    /// 用而未尽: begun on a small part, and stopped.
    case usedInPart = "used_in_part"
    /// Construction goes on, or the time is not over.
    case inOrder = "in_order"
    /// The records or the images do not suffice.
    case undecidable
  }

  /// What the records say of a plot.
  public struct Records: Hashable, Sendable {
    /// The day of the approval (农转用).
    public var approved: CalendarDate?
    /// The day of the supply (供地).
    public var supplied: CalendarDate?
    /// The agreed day of starting.
    public var agreedStart: CalendarDate?
    /// The area to be built on.
    public var area: LandArea

    /// Creates records.
    public init(
      approved: CalendarDate?, supplied: CalendarDate?, agreedStart: CalendarDate?, area: LandArea
    ) {
      self.approved = approved
      self.supplied = supplied
      self.agreedStart = agreedStart
      self.area = area
    }
  }

  /// What images show of a plot.
  public struct Activity: Hashable, Sendable {
    /// The area on which construction was seen.
    public var built: LandArea
    /// The first day on which construction was seen; nil where none was.
    public var first: CalendarDate?
    /// The last day on which it grew; nil where none was.
    public var last: CalendarDate?
    /// The last day on which the plot could be seen; nil where it never could.
    public var seenTo: CalendarDate?

    /// Creates an activity.
    public init(
      built: LandArea, first: CalendarDate?, last: CalendarDate?, seenTo: CalendarDate?
    ) {
      self.built = built
      self.first = first
      self.last = last
      self.seenTo = seenTo
    }
  }

  /// The outcome.
  public let outcome: Outcome
  /// Days since the agreed start or since construction was last seen to grow; nil where that plays no part.
  public let daysIdle: Int?

  /// Judges a plot as far as it was seen.
  public init(_ records: Records, _ activity: Activity, rules set: RuleSet) {
    guard records.supplied != nil else {
      outcome = records.approved == nil ? .undecidable : .approvedNotSupplied
      daysIdle = nil
      return
    }
    guard let seen = activity.seenTo else {
      (outcome, daysIdle) = (.undecidable, nil)
      return
    }
    guard activity.first != nil, let last = activity.last else {
      guard let start = records.agreedStart else {
        (outcome, daysIdle) = (.undecidable, nil)
        return
      }
      let holds = set["idle-not-started"]?.test?.holds(.period(start, seen))
      outcome = holds.map { $0 ? .suppliedNotUsed : .inOrder } ?? .undecidable
      daysIdle = max(0, seen.dayNumber - start.dayNumber)
      return
    }
    daysIdle = max(0, seen.dayNumber - last.dayNumber)
    guard
      let small = set["idle-started-share"]?.test?.holds(.share(activity.built, of: records.area)),
      let stopped = set["idle-stopped"]?.test?.holds(.period(last, seen))
    else {
      outcome = .undecidable
      return
    }
    outcome = small && stopped ? .usedInPart : .inOrder
  }
}
