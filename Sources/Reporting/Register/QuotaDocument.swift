/// Conditions and the split of quota of consolidation projects (S004), with what was chosen where the text leaves it open.
public struct QuotaDocument: Codable, Hashable, Sendable {
  /// A condition.
  public struct Condition: Codable, Hashable, Sendable {
    /// The rule, `set/rule`.
    public var rule: String
    /// Its name.
    public var title: ReportTerm
    /// The value, with its unit.
    public var value: String
    /// The comparison.
    public var test: String
    /// Whether it is met.
    public var isMet: Bool?
    /// Whether the value prints like the threshold.
    public var isAtEdge: Bool
  }

  /// How the quota of new cropland is divided.
  public struct Split: Codable, Hashable, Sendable {
    /// The rule, `set/rule`.
    public var rule: String
    /// The new cropland.
    public var newCropland: ReportArea
    /// Its share of the scale in percent.
    public var percent: Double
    /// The tier, from 1.
    public var tier: Int
    /// The province's part.
    public var province: ReportArea
    /// The county's part.
    public var county: ReportArea
    /// What was chosen for exactly 10 %.
    public var tenPercent: String
    /// Whether the rule's scope names the project's funding; nil where the project states none.
    public var isInScope: Bool?
  }

  /// A part of a reclaimed tidal flat.
  public struct Share: Codable, Hashable, Sendable {
    /// Farming, ecology or construction.
    public var part: ReportTerm
    /// Its area.
    public var area: ReportArea
    /// The share it should have, in percent.
    public var wantedPercent: Double
    /// The points by which it differs.
    public var pointsOff: Double?
    /// Whether it is within the tolerance.
    public var isWithin: Bool?
  }

  /// A project.
  public struct Project: Codable, Hashable, Sendable {
    /// The project.
    public var project: String
    /// Its name.
    public var name: String
    /// The rule set; nil where none holds.
    public var ruleSet: String?
    /// The scale: the area of the outline.
    public var scale: ReportArea?
    /// The connected parts, largest first.
    public var parts: [ReportArea]
    /// The conditions.
    public var conditions: [Condition]
    /// Whether all are met.
    public var isEligible: Bool?
    /// The split.
    public var split: Split?
    /// The shares of reclaimed tidal flats; empty for other projects.
    public var shares: [Share]
    /// Area of tidal flats whose class is in none of the shares, or not stated.
    public var unassigned: ReportArea?
  }

  /// The revision of the register.
  public var revision: Int
  /// Program and version.
  public var program: String
  /// The rule sets with version and SHA-256.
  public var ruleSets: [String: String]
  /// Gaps of up to so many metres do not part an area; the text states none.
  public var gap: Double
  /// Points of a hundred by which a share of tidal flats may differ; the text states none.
  public var tolerance: String
  /// The projects.
  public var projects: [Project]
}
