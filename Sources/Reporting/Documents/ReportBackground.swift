/// The long background of a mine: yearly composites told in straight segments, beside what the detector decided.
public struct ReportBackground: Codable, Hashable, Sendable {
  /// A straight course of the index over some years.
  public struct Segment: Codable, Hashable, Sendable {
    /// The year in which it begins.
    public var from: Int
    /// The year in which it ends.
    public var to: Int
    /// Loss, gain or neither.
    public var state: ReportTerm
    /// The change of the index.
    public var change: Double
    /// The change per year.
    public var changePerYear: Double

    /// Creates a segment.
    public init(from: Int, to: Int, state: ReportTerm, change: Double, changePerYear: Double) {
      self.from = from
      self.to = to
      self.state = state
      self.change = change
      self.changePerYear = changePerYear
    }
  }

  /// The greatest loss.
  public struct Disturbance: Codable, Hashable, Sendable {
    /// The first year that shows it.
    public var year: Int
    /// How much the index fell.
    public var magnitude: Double
    /// Over how many years.
    public var years: Int

    /// Creates a disturbance.
    public init(year: Int, magnitude: Double, years: Int) {
      self.year = year
      self.magnitude = magnitude
      self.years = years
    }
  }

  /// The index that was segmented.
  public var index: ReportTerm
  /// Whether a disturbance stands out.
  public var state: ReportTerm
  /// The probability of the segments if there were nothing but noise; nil where unknown.
  public var probability: Double?
  /// The disturbance; nil where no loss is large enough.
  public var disturbance: Disturbance?
  /// The segments by ascending year.
  public var segments: [Segment]

  /// Creates a background.
  public init(
    index: ReportTerm, state: ReportTerm, probability: Double?, disturbance: Disturbance?,
    segments: [Segment]
  ) {
    self.index = index
    self.state = state
    self.probability = probability
    self.disturbance = disturbance
    self.segments = segments
  }
}
