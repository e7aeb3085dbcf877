/// Demolition, reclamation and target class of plots, with dates from images (拆旧复垦).
public struct ReclamationDocument: Codable, Hashable, Sendable {
  /// A demolished plot.
  public struct Plot: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The area of the outline.
    public var area: ReportArea?
    /// The target class (目标地类).
    public var target: String?
    /// How far it has come: 未拆, 已拆未垦, 已复垦, 已达目标地类, or why it cannot be told.
    public var state: ReportTerm
    /// Since when, by the codes of the states.
    public var since: [String: String]
    /// Clear views.
    public var views: Int
    /// The last clear view.
    public var seenTo: String?
  }

  /// A plot of new building with the demolished plots it has to wait for.
  public struct Building: Codable, Hashable, Sendable {
    /// The plot.
    public var plot: String
    /// The project.
    public var project: String
    /// The first day on which construction was seen in it.
    public var firstSeen: String?
    /// The demolished plots: those it is paired with, else all of its project.
    public var waitsFor: [String]
    /// The day by which all of them were reclaimed.
    public var reclaimed: String?
    /// Days by which reclamation came first; negative where the building did.
    public var lead: Int?
    /// In order, a clue to be checked, not begun, or not to be told.
    public var outcome: ReportTerm
    /// The rule, `set/rule`.
    public var rule: String?
  }

  /// The revision of the register.
  public var revision: Int
  /// The generation of the ledger; nil without one.
  public var generation: Int?
  /// Program and version.
  public var program: String
  /// The rule sets with version and SHA-256.
  public var ruleSets: [String: String]
  /// The demolished plots.
  public var plots: [Plot]
  /// The plots of new building.
  public var buildings: [Building]
}
