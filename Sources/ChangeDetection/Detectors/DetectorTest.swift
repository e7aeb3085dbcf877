public import Imagery

/// One test of a detector with its numbers: what was measured, what it was held against, and when.
///
/// Stored with every finding so that a person can recompute the decision.
public struct DetectorTest: Hashable, Sendable {
  /// How the value is held against the threshold.
  public enum Comparison: String, Hashable, Sendable {
    case atLeast = ">="
    case above = ">"
    case atMost = "<="
    case below = "<"
  }

  /// The stable name, such as `peak_ndvi`; texts for people are data files.
  public var name: String
  /// The measured value in the test's unit; nil where it could not be measured.
  public var value: Double?
  /// The comparison.
  public var comparison: Comparison
  /// The threshold.
  public var threshold: Double
  /// Whether the test is met; nil where it could not be decided.
  public var isMet: Bool?
  /// The day of the observation that decided; nil where a whole period did.
  public var date: CalendarDate?
  /// The period it refers to, such as crop year `2023/24`; empty where none.
  public var period: String

  /// Creates a test and decides it: undecided without a value.
  public init(
    _ name: String, _ value: Double?, _ comparison: Comparison, _ threshold: Double,
    date: CalendarDate? = nil, period: String = ""
  ) {
    self.name = name
    self.value = value
    self.comparison = comparison
    self.threshold = threshold
    self.date = date
    self.period = period
    isMet = value.map { value in
      switch comparison {
      case .atLeast: value >= threshold
      case .above: value > threshold
      case .atMost: value <= threshold
      case .below: value < threshold
      }
    }
  }
}
