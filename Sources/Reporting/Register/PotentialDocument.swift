/// A potential survey (整治潜力调查): ranked candidates by kind, and what was left out. To be looked at; nothing is decided.
public struct PotentialDocument: Codable, Hashable, Sendable {
  /// A candidate.
  public struct Candidate: Codable, Hashable, Sendable {
    /// The rank among those of its kind, from 1.
    public var rank: Int
    /// 恢复, 复垦, 开发 or 低效.
    public var kind: ReportTerm
    /// The parcel.
    public var parcel: String
    /// Its class.
    public var landClass: String
    /// Its area.
    public var area: ReportArea
    /// Its mean slope in degrees.
    public var slope: Double?
    /// Metres to the next cropland, up to 50; nil beyond.
    public var cropland: Double?
    /// The greenest and the barest clear view of the last twelve months by NDVI; nil where scenes were not looked at.
    public var greenest: Double?
    /// The lowest NDVI of the last twelve months.
    public var barest: Double?
  }

  /// A sum.
  public struct Total: Codable, Hashable, Sendable {
    /// The kind.
    public var kind: ReportTerm
    /// Candidates.
    public var candidates: Int
    /// Their area.
    public var area: ReportArea
  }

  /// The layer that was looked at.
  public var layer: String
  /// Program and version.
  public var program: String
  /// Sums by kind.
  public var totals: [Total]
  /// Parcels that were left out, by why.
  public var leftOut: [String: Int]
  /// The candidates.
  public var candidates: [Candidate]
}
