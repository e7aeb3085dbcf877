/// The days of a clue's life, ISO 8601; what has not come yet is nil.
public struct ReportDates: Codable, Hashable, Sendable {
  /// First seen.
  public var first: String
  /// Became provisional.
  public var provisional: String?
  /// Was confirmed.
  public var confirmed: String?
  /// Last seen.
  public var last: String
  /// Ended.
  public var ended: String?

  /// Creates the dates.
  public init(
    first: String, provisional: String?, confirmed: String?, last: String, ended: String?
  ) {
    self.first = first
    self.provisional = provisional
    self.confirmed = confirmed
    self.last = last
    self.ended = ended
  }
}
