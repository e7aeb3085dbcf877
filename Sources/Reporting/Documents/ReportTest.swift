/// A test behind a clue: what was measured, what it was compared with, and the outcome.
public struct ReportTest: Codable, Hashable, Sendable {
  /// The name.
  public var name: ReportTerm
  /// The measured value; nil where it could not be measured.
  public var value: Double?
  /// `>=`, `>`, `<=` or `<`.
  public var comparison: String
  /// The threshold.
  public var threshold: Double
  /// Whether it is met; nil where undecided.
  public var met: Bool?
  /// The day that decided; nil where a period did.
  public var date: String?
  /// The period, such as a crop year; nil where none.
  public var period: String?

  /// Creates a test.
  public init(
    name: ReportTerm, value: Double?, comparison: String, threshold: Double, met: Bool?,
    date: String?, period: String?
  ) {
    self.name = name
    self.value = value
    self.comparison = comparison
    self.threshold = threshold
    self.met = met
    self.date = date
    self.period = period
  }
}
