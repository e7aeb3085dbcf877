public import Imagery

/// A test behind a clue as the ledger keeps it (table `clue_evidence`): value, comparison, threshold, date.
public struct ClueTest: Hashable, Sendable {
  /// The stable name of the test.
  public var name: String
  /// The measured value; nil where it could not be measured.
  public var value: Double?
  /// `>=`, `>`, `<=` or `<`.
  public var comparison: String
  /// The threshold.
  public var threshold: Double
  /// Whether it is met; nil where undecided.
  public var isMet: Bool?
  /// The day that decided; nil where a period did.
  public var date: CalendarDate?
  /// The period, such as a crop year; empty where none.
  public var period: String

  /// Creates a test.
  public init(
    name: String, value: Double?, comparison: String, threshold: Double, isMet: Bool?,
    date: CalendarDate?, period: String
  ) {
    self.name = name
    self.value = value
    self.comparison = comparison
    self.threshold = threshold
    self.isMet = isMet
    self.date = date
    self.period = period
  }
}
