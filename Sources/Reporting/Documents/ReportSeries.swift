/// One index over time at a place, with what is normal for the season.
public struct ReportSeries: Codable, Hashable, Sendable {
  /// One date.
  public struct Point: Codable, Hashable, Sendable {
    /// The day.
    public var date: String
    /// The median over the clear pixels.
    public var median: Double
    /// The lower quartile; nil where only one value is known.
    public var lowerQuartile: Double?
    /// The upper quartile; nil where only one value is known.
    public var upperQuartile: Double?
    /// The satellite.
    public var platform: String
    /// The share of the place that is clear, 0 to 1.
    public var clearShare: Double

    /// Creates a point.
    public init(
      date: String, median: Double, lowerQuartile: Double?, upperQuartile: Double?,
      platform: String, clearShare: Double
    ) {
      self.date = date
      self.median = median
      self.lowerQuartile = lowerQuartile
      self.upperQuartile = upperQuartile
      self.platform = platform
      self.clearShare = clearShare
    }
  }

  /// What is normal on one day.
  public struct Normal: Codable, Hashable, Sendable {
    /// The day.
    public var date: String
    /// The lower edge of the band.
    public var lower: Double
    /// The middle.
    public var middle: Double
    /// The upper edge of the band.
    public var upper: Double

    /// Creates a day of the band.
    public init(date: String, lower: Double, middle: Double, upper: Double) {
      self.date = date
      self.lower = lower
      self.middle = middle
      self.upper = upper
    }
  }

  /// The index.
  public var index: ReportTerm
  /// The observations by ascending date.
  public var points: [Point]
  /// The baseline by ascending date; empty where there is none.
  public var baseline: [Normal]

  /// Creates a series.
  public init(index: ReportTerm, points: [Point], baseline: [Normal] = []) {
    self.index = index
    self.points = points
    self.baseline = baseline
  }
}
