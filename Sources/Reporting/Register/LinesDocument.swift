/// The three lines of a register's projects as a document: measured balances, papers, the gate of adjustment, its share.
public struct LinesDocument: Codable, Hashable, Sendable {
  /// A balance after a batch or at the end.
  public struct Balance: Codable, Hashable, Sendable {
    /// What is measured: `cropland`, `construction`, `growth_boundary`.
    public var quantity: ReportTerm
    /// The batch; nil for the end.
    public var batch: String?
    /// The last day of the batch.
    public var date: String?
    /// The balance.
    public var balance: ReportArea
    /// Whether it is within; nil where no rule holds.
    public var isWithin: Bool?
    /// The rule, `set/rule`.
    public var rule: String
  }

  /// A condition of which papers are provided or not.
  public struct Paper: Codable, Hashable, Sendable {
    /// The rule, `set/rule`.
    public var rule: String
    /// What it asks for.
    public var title: ReportTerm
    /// The document's wording.
    public var phrase: String
    /// 已提供 or 未提供.
    public var state: ReportTerm
  }

  /// A patch that is to be moved out.
  public struct Patch: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The township.
    public var township: String?
    /// The class of terrain of the township.
    public var terrain: ReportTerm?
    /// The area that counts.
    public var area: ReportArea
    /// Which of the four areas it is.
    public var areaColumn: ReportTerm
    /// The share within the enclosing boundary.
    public var enclosedShare: Double
    /// Where it lies.
    public var place: ReportTerm
    /// The rule that was applied, `set/rule`.
    public var rule: String?
    /// Whether the province has to visit it; nil where it cannot be told.
    public var needsVisit: Bool?
    /// Whether the area prints like the threshold.
    public var isAtEdge: Bool
  }

  /// The share of the designated area that was moved out.
  public struct Use: Codable, Hashable, Sendable {
    /// The township; nil for all together.
    public var township: String?
    /// What was moved out.
    public var movedOut: ReportArea
    /// The designated area.
    public var designated: ReportArea?
    /// The share, 0 to 1.
    public var share: Double?
    /// Whether it is within; nil where it cannot be told.
    public var isWithin: Bool?
  }

  /// A part of a plot inside the red line that is woods or grassland.
  public struct RedLine: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The land class it had.
    public var landClass: String
    /// Its area inside the red line.
    public var area: ReportArea
    /// The rule, `set/rule`.
    public var rule: String
  }

  /// One unit with its rule set.
  public struct Unit: Codable, Hashable, Sendable {
    /// The unit.
    public var unit: String
    /// Its name.
    public var name: String
    /// The county's code.
    public var county: String
    /// The rule set that was applied; nil where none is in force, and nothing was judged.
    public var ruleSet: String?
    /// The day that selected it.
    public var selectedOn: String?
    /// How a patch across the boundary is read.
    public var crossing: String?
    /// The balances.
    public var balances: [Balance]
    /// The papers.
    public var papers: [Paper]
    /// The patches.
    public var patches: [Patch]
    /// The use of the designated area, per township and pooled.
    public var use: [Use]
    /// Woods and grassland inside the red line.
    public var redLine: [RedLine]
  }

  /// The revision of the register.
  public var revision: Int
  /// Program and version.
  public var program: String
  /// The versions of the layers of the three lines.
  public var lines: String
  /// The units.
  public var units: [Unit]
  /// What could not be used.
  public var notices: [String]
}
