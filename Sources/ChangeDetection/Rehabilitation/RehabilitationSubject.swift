public import Imagery

/// What the rehabilitation detector looks at: a mine or a part of one, its reference ring, and what is known about it.
public struct RehabilitationSubject: Sendable {
  /// Bare ground beyond the earlier edge of the mine on a date, where someone measured it.
  public struct EdgeGrowth: Hashable, Sendable {
    /// The day of the acquisition.
    public var date: CalendarDate
    /// The bare area outside what was bare before, in square metres.
    public var squareMetres: Double

    /// Creates a measurement.
    public init(date: CalendarDate, squareMetres: Double) {
      self.date = date
      self.squareMetres = squareMetres
    }
  }

  /// The series of the mine.
  public var mine: UnitSeries
  /// The series of the ring of undisturbed land around it; nil where there is none.
  public var reference: UnitSeries?
  /// The plan; nil where none is known.
  public var plan: RehabilitationPlan?
  /// The day on which rehabilitation began; nil where unknown.
  public var start: CalendarDate?
  /// The day on which the ground was disturbed; nil where unknown.
  public var disturbance: CalendarDate?
  /// The last day that counts; later observations are ignored.
  public var until: CalendarDate
  /// The area of the unit in square metres, needed for planned areas; nil where unknown.
  public var squareMetres: Double?
  /// Bare ground beyond the earlier edge, by ascending date; empty where not measured.
  public var edgeGrowth: [EdgeGrowth] = []

  /// Creates a subject; what is unknown stays nil.
  public init(
    mine: UnitSeries, reference: UnitSeries? = nil, plan: RehabilitationPlan? = nil,
    start: CalendarDate? = nil, disturbance: CalendarDate? = nil, until: CalendarDate,
    squareMetres: Double? = nil
  ) {
    self.mine = mine
    self.reference = reference
    self.plan = plan
    self.start = start
    self.disturbance = disturbance
    self.until = until
    self.squareMetres = squareMetres
  }
}
