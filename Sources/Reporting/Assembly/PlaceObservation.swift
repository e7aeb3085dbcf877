public import Imagery

/// What one acquisition shows of a place, as charts need it: from the ledger's table of observations, or measured anew.
public struct PlaceObservation: Hashable, Sendable {
  /// An index over the clear pixels.
  public struct Value: Hashable, Sendable {
    /// The code of the index, such as `ndvi`.
    public var index: String
    /// The median.
    public var median: Double
    /// The lower quartile.
    public var lowerQuartile: Double?
    /// The upper quartile.
    public var upperQuartile: Double?

    /// Creates a value.
    public init(index: String, median: Double, lowerQuartile: Double?, upperQuartile: Double?) {
      self.index = index
      self.median = median
      self.lowerQuartile = lowerQuartile
      self.upperQuartile = upperQuartile
    }
  }

  /// The day.
  public var date: CalendarDate
  /// The acquisition id.
  public var acquisition: String
  /// The satellite; empty where unknown.
  public var platform: String
  /// The share of the place that is clear, 0 to 1.
  public var clearShare: Double
  /// The indices that have a value.
  public var values: [Value]

  /// Creates an observation.
  public init(
    date: CalendarDate, acquisition: String, platform: String, clearShare: Double, values: [Value]
  ) {
    self.date = date
    self.acquisition = acquisition
    self.platform = platform
    self.clearShare = clearShare
    self.values = values
  }
}
