/// Idle construction land by records and images (批而未供, 供而未用, 用而未尽), and 批、供、用、补、查、登 per project.
public struct IdleLandDocument: Codable, Hashable, Sendable {
  /// A plot that was approved or supplied.
  public struct Plot: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The area to be built on; of an approved plot what is not supplied of it.
    public var area: ReportArea
    /// The day of the approval.
    public var approved: String?
    /// The day of the supply.
    public var supplied: String?
    /// The agreed day of starting.
    public var agreedStart: String?
    /// Where construction was seen.
    public var built: ReportArea?
    /// The first day on which it was.
    public var firstSeen: String?
    /// The last day on which it grew.
    public var lastSeen: String?
    /// The last clear view.
    public var seenTo: String?
    /// Days since the agreed start, or since the last growth.
    public var daysIdle: Int?
    /// The outcome.
    public var outcome: ReportTerm
  }

  /// The chain of a project.
  public struct Chain: Codable, Hashable, Sendable {
    /// The project.
    public var project: String
    /// 批.
    public var approved: ReportArea
    /// 供.
    public var supplied: ReportArea
    /// 用, as far as images show.
    public var used: ReportArea?
    /// 补.
    public var supplemented: ReportArea
    /// 查: clues that were checked on site.
    public var checked: Int?
    /// Clues in the project's area.
    public var clues: Int?
    /// 登: the day of registration.
    public var registered: String?
  }

  /// The revision of the register.
  public var revision: Int
  /// The generation of the ledger.
  public var generation: Int
  /// Program and version.
  public var program: String
  /// The rule sets with version and SHA-256.
  public var ruleSets: [String: String]
  /// The plots.
  public var plots: [Plot]
  /// The chains of projects with construction land.
  public var chains: [Chain]
}
