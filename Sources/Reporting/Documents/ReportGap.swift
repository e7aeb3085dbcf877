/// A stretch of time without a clear view of a place.
public struct ReportGap: Codable, Hashable, Sendable {
  /// The last clear day before it.
  public var from: String
  /// The first clear day after it.
  public var to: String
  /// The days between the two.
  public var days: Int

  /// Creates a gap.
  public init(from: String, to: String, days: Int) {
    self.from = from
    self.to = to
    self.days = days
  }
}
