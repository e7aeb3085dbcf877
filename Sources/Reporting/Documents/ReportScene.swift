/// An acquisition that was looked at, and what it gave at the place of the document.
public struct ReportScene: Codable, Hashable, Sendable {
  /// The acquisition id: platform, sensor, tile, start of sensing.
  public var acquisition: String
  /// The day.
  public var date: String
  /// The satellite; empty where unknown.
  public var platform: String
  /// The product version: processing baseline and time of processing.
  public var version: String
  /// What it was used for, or why it was not: `evidence`, `observed`, `cloud`, `no_data`.
  public var use: ReportTerm
  /// The share of the place that is clear, 0 to 1; nil where unknown.
  public var clearShare: Double?

  /// Creates an entry.
  public init(
    acquisition: String, date: String, platform: String, version: String, use: ReportTerm,
    clearShare: Double?
  ) {
    self.acquisition = acquisition
    self.date = date
    self.platform = platform
    self.version = version
    self.use = use
    self.clearShare = clearShare
  }
}
