/// The report of a month: every project's plan against what was reached and seen, the clock, red and amber ones with reasons, and
/// what changed since the month before.
public struct MonthDocument: Codable, Hashable, Sendable {
  /// What a project, county or province comes to.
  public struct Totals: Codable, Hashable, Sendable {
    /// Projects.
    public var projects = 0
    /// Red ones.
    public var red = 0
    /// Amber ones.
    public var amber = 0
    /// Milestones that are due.
    public var due = 0
    /// Of those, the ones that are done.
    public var done = 0
    /// Clues that are open, first seen in the month, and ended in it.
    public var clues = Clues()
  }

  /// Counts of clues; nil values stand for "no ledger".
  public struct Clues: Codable, Hashable, Sendable {
    /// Clues that last on the day.
    public var open: Int?
    /// Of those, the ones of the highest priority.
    public var urgent: Int?
    /// Clues first seen in the month.
    public var new: Int?
    /// Clues that ended in the month.
    public var ended: Int?
  }

  /// A planned area of a project.
  public struct Area: Codable, Hashable, Sendable {
    /// What is counted.
    public var category: ReportTerm
    /// What all plans add up to.
    public var total: ReportArea
    /// What was planned by the day.
    public var planned: ReportArea
    /// What is recognised by the day (复核认定).
    public var reached: ReportArea
    /// Points of a hundred behind plan.
    public var pointsBehind: Double?
  }

  /// The clock of a project.
  public struct Clock: Codable, Hashable, Sendable {
    /// The day on which it began.
    public var start: String
    /// What that day is.
    public var startedBy: ReportTerm
    /// The last day within the limit.
    public var deadline: String
    /// Days left on the day of the report; negative beyond.
    public var daysLeft: Int
    /// The day of completion.
    public var completed: String?
    /// The rule, `set/rule`.
    public var rule: String
  }

  /// The earliest milestone that is due and open.
  public struct OpenMilestone: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// When it was due.
    public var due: String
    /// Days since.
    public var daysLate: Int
  }

  /// The share of parcels that a crop year decided.
  public struct Decided: Codable, Hashable, Sendable {
    /// The crop year.
    public var period: String
    /// Parcels that were decided.
    public var decided: Int
    /// Parcels in all.
    public var total: Int
  }

  /// Something that happened in the month.
  public struct Change: Codable, Hashable, Sendable {
    /// The day.
    public var date: String
    /// What happened.
    public var kind: ReportTerm
    /// Of what: a gate, a milestone, a plot, a clue.
    public var subject: String
  }

  /// A project.
  public struct Project: Codable, Hashable, Sendable {
    /// The identifier.
    public var id: String
    /// The name.
    public var name: String
    /// The unit.
    public var unit: String
    /// The county's code.
    public var county: String
    /// The responsible body.
    public var responsible: String?
    /// The colour: red, amber, green.
    public var colour: ReportTerm
    /// Why.
    public var reasons: [ReportTerm]
    /// The state in the province's process.
    public var state: ReportTerm?
    /// Milestones that are due, and of those the ones that are done.
    public var due: Int
    /// Milestones that are done.
    public var done: Int
    /// The earliest one open.
    public var open: OpenMilestone?
    /// Planned areas.
    public var areas: [Area]
    /// The clock.
    public var clock: Clock?
    /// Clues.
    public var clues: Clues
    /// The decided share.
    public var decided: Decided?
    /// What changed in the month.
    public var changes: [Change]
  }

  /// A county or province.
  public struct Place: Codable, Hashable, Sendable {
    /// The code.
    public var code: String
    /// What its projects come to.
    public var totals: Totals
  }

  /// The month, `2025-09`.
  public var month: String
  /// The day up to which it counts: the month's last, or the day that was asked for.
  public var day: String
  /// The revision of the register.
  public var revision: Int
  /// The generation of the ledger; nil without one.
  public var generation: Int?
  /// Program and version.
  public var program: String
  /// The rule sets with version and SHA-256.
  public var ruleSets: [String: String]
  /// What all projects come to.
  public var totals: Totals
  /// By province (two digits).
  public var provinces: [Place]
  /// By county.
  public var counties: [Place]
  /// The projects: red ones first, then amber, then green, by identifier.
  public var projects: [Project]
  /// What a reader must know.
  public var notices: [ReportTerm]
}
