import Supervision

/// How clues of a ledger do against events that are known.
public struct ObjectReport: Sendable, Encodable {
  /// A share of counted cases.
  public struct Share: Sendable, Encodable {
    /// The cases with the property.
    public var count: Int
    /// All cases.
    public var of: Int
    /// The share.
    public var value: Double
    /// The lower end of the 95 % interval.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    init(_ interval: ProportionInterval) {
      count = interval.successes
      of = interval.count
      value = interval.share
      lower = interval.lower
      upper = interval.upper
    }
  }

  /// Delays in days; negative where a clue is earlier than the event.
  public struct Delay: Sendable, Encodable {
    /// The smallest.
    public var least: Int
    /// The median.
    public var median: Int
    /// What nine of ten events do not exceed.
    public var ninth: Int
    /// The largest.
    public var most: Int

    init(_ delay: ObjectAccuracy.Delay) {
      (least, median, ninth, most) = (delay.least, delay.median, delay.ninth, delay.most)
    }
  }

  /// The kind of clue.
  public var kind: String
  /// The detection states that counted.
  public var states: [String]
  /// Events that count.
  public var events: Int
  /// Other events of the file: a clue on one is neither right nor false.
  public var others: Int
  /// Events that were found; nil without an event.
  public var found: Share?
  /// Clues on an event that counts, of those and the false ones; nil without a clue.
  public var right: Share?
  /// Clues that meet no event.
  public var falseAlarms: Int
  /// The watched area.
  public var squareKilometres: Double
  /// The watched time.
  public var months: Double
  /// False alarms per 100 km² and month.
  public var falsePerMonth: Double
  /// The lower end of its 95 % interval.
  public var falsePerMonthLower: Double
  /// The upper end.
  public var falsePerMonthUpper: Double
  /// False alarms per 100 km² of the watched area.
  public var falsePerArea: Double
  /// The lower end of its 95 % interval.
  public var falsePerAreaLower: Double
  /// The upper end.
  public var falsePerAreaUpper: Double
  /// From the event to the first day of a clue.
  public var firstDelay: Delay?
  /// From the event to the confirmation of a clue.
  public var confirmedDelay: Delay?
  /// Keys of the false alarms.
  public var falseKeys: [String]
}
