/// The accounts of a register as a document: 耕地 and 永久基本农田, per unit, county and in all, by year.
public struct AccountsDocument: Codable, Hashable, Sendable {
  /// An account.
  public struct Account: Codable, Hashable, Sendable {
    /// The account: `cropland` or `permanent_farmland`.
    public var account: ReportTerm
    /// What it is of: `unit`, `county` or `all`.
    public var level: String
    /// The identifier of the unit or county; empty for all.
    public var place: String
    /// The years.
    public var years: [Year]
    /// The balance at the end.
    public var closing: ReportArea
    /// Days at whose end the balance is below what the rule asks for.
    public var failingDays: [Day]
    /// The rule, `set/rule`; nil where none holds.
    public var rule: String?
  }

  /// A year of an account.
  public struct Year: Codable, Hashable, Sendable {
    /// The calendar year.
    public var year: Int
    /// The balance at its beginning.
    public var opening: ReportArea
    /// What came.
    public var credit: ReportArea
    /// What went.
    public var debit: ReportArea
    /// The balance at its end.
    public var closing: ReportArea
    /// The columns of what came: 申报, 实测, 复核认定, 遥感量算.
    public var creditColumns: [Column]
    /// The columns of what went.
    public var debitColumns: [Column]
    /// Movements.
    public var entries: Int
    /// Movements that do not count.
    public var held: Int
  }

  /// A column of a year.
  public struct Column: Codable, Hashable, Sendable {
    /// The column.
    public var column: ReportTerm
    /// The sum.
    public var area: ReportArea
    /// Movements without a value.
    public var missing: Int
  }

  /// A day of an account.
  public struct Day: Codable, Hashable, Sendable {
    /// The day.
    public var date: String
    /// Batches that end on it.
    public var batches: [String]
    /// The balance at its end.
    public var balance: ReportArea
  }

  /// A movement.
  public struct Movement: Codable, Hashable, Sendable {
    /// The account.
    public var account: String
    /// `credit` or `debit`.
    public var direction: String
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The day on which it counts.
    public var date: String?
    /// The batch.
    public var batch: String
    /// What was declared.
    public var declared: ReportArea?
    /// What was surveyed.
    public var surveyed: ReportArea?
    /// Who surveyed, how and when.
    public var survey: String?
    /// What was recognised.
    public var recognised: ReportArea?
    /// What the outline measures, 遥感量算.
    public var measured: ReportArea?
    /// What counts in the balance.
    public var counted: ReportArea
    /// Why it does not count.
    public var hold: ReportTerm?
    /// What images show: remarks, never more.
    public var remarks: [ReportTerm]
  }

  /// Aftercare of a plot.
  public struct Care: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The first day of aftercare.
    public var from: String
    /// The last day; nil where the length is not stated.
    public var to: String?
    /// 达到, 未达到 or 无法判定.
    public var outcome: ReportTerm
    /// What the crop years in it showed.
    public var seasons: [String: String]
  }

  /// The revision of the register.
  public var revision: Int
  /// The generation of the ledger; nil without one.
  public var generation: Int?
  /// Program and version.
  public var program: String
  /// The rule sets with version and SHA-256.
  public var ruleSets: [String: String]
  /// The accounts: units, counties, all.
  public var accounts: [Account]
  /// The movements by plot.
  public var movements: [Movement]
  /// Aftercare, where projects have come to it.
  public var care: [Care]
}
