/// 林耕置换 pairs with slopes, the balance of water, and land that became paddy.
public struct ExchangeDocument: Codable, Hashable, Sendable {
  /// A pair of 林耕置换.
  public struct Pair: Codable, Hashable, Sendable {
    /// The plot that became woods.
    public var up: String?
    /// The plot that became cropland.
    public var down: String?
    /// The mean slope of the first in degrees.
    public var upSlope: Double?
    /// The mean slope of the second in degrees.
    public var downSlope: Double?
    /// The outcome.
    public var outcome: ReportTerm
  }

  /// The balance of water of a unit.
  public struct Water: Codable, Hashable, Sendable {
    /// The unit.
    public var unit: String
    /// The balances by day.
    public var days: [Day]
    /// The balance at the end.
    public var closing: ReportArea
    /// The first day at whose end water is missing.
    public var shortfall: String?
    /// Plots that touch water and lack day, area or class.
    public var leftOut: [String]
  }

  /// A day of the balance of water.
  public struct Day: Codable, Hashable, Sendable {
    /// The day.
    public var date: String
    /// Water that came.
    public var gained: ReportArea
    /// Water that went.
    public var lost: ReportArea
    /// The sum up to it.
    public var balance: ReportArea
  }

  /// A plot that is to become paddy (旱改水).
  public struct Paddy: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The area of the outline.
    public var area: ReportArea
    /// By crop year: the area seen under water before a crop, and the area whose parcels could be told.
    public var years: [Year]
    /// The first crop year in which enough of it was; nil where there is none.
    public var since: String?
    /// Seen, not seen, or not to be told.
    public var outcome: ReportTerm
  }

  /// A crop year of a plot.
  public struct Year: Codable, Hashable, Sendable {
    /// The crop year.
    public var year: String
    /// The area seen under water before a crop.
    public var flooded: ReportArea
    /// The area whose parcels could be told.
    public var told: ReportArea
    /// The first and last day of the flooding.
    public var days: [String]
  }

  /// The revision of the register.
  public var revision: Int
  /// Program and version.
  public var program: String
  /// The rule sets with version and SHA-256.
  public var ruleSets: [String: String]
  /// The pairs.
  public var pairs: [Pair]
  /// The balance of water by unit.
  public var water: [Water]
  /// Land that is to become paddy.
  public var paddy: [Paddy]
  /// What was not looked at.
  public var notices: [ReportTerm]
}
