/// Which two scenes a pair of pictures shows, and why these.
public struct ReportPictureNote: Codable, Hashable, Sendable {
  /// One side of the pair.
  public struct Side: Codable, Hashable, Sendable {
    /// The acquisition id.
    public var acquisition: String
    /// The day.
    public var date: String
    /// The share of the picture that is clear, 0 to 1; nil where no quality layer tells.
    public var clearShare: Double?

    /// Creates a side.
    public init(acquisition: String, date: String, clearShare: Double?) {
      self.acquisition = acquisition
      self.date = date
      self.clearShare = clearShare
    }
  }

  /// The earlier scene.
  public var before: Side
  /// The later scene.
  public var after: Side
  /// The days between the two dates within the year: how far the seasons differ.
  public var seasonDays: Int
  /// Why these two, or in what they fall short of the rule.
  public var reasons: [ReportTerm]

  /// Creates a note.
  public init(before: Side, after: Side, seasonDays: Int, reasons: [ReportTerm]) {
    self.before = before
    self.after = after
    self.seasonDays = seasonDays
    self.reasons = reasons
  }
}
