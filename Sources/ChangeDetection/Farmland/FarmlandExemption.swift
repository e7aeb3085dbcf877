public import Imagery

/// A period in which idle land is explained, so that it does not count towards abandonment.
public struct FarmlandExemption: Hashable, Sendable {
  /// Why the land may lie idle.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// An approved fallow or rotation (休耕轮作).
    case fallow
    /// A consolidation project under construction.
    case construction
    /// A flood or another disaster on record.
    case flood
  }

  /// The reason.
  public var kind: Kind
  /// The first day.
  public var first: CalendarDate
  /// The last day, not before the first.
  public var last: CalendarDate
  /// What the period comes from, such as the number of an approval.
  public var source: String

  /// Creates an exemption.
  public init(kind: Kind, first: CalendarDate, last: CalendarDate, source: String = "") {
    self.kind = kind
    self.first = first
    self.last = last
    self.source = source
  }

  /// The number of days that a period shares with it.
  func overlap(with days: ClosedRange<CalendarDate>) -> Int {
    let from = max(first.dayNumber, days.lowerBound.dayNumber)
    let to = min(last.dayNumber, days.upperBound.dayNumber)
    return max(0, to - from + 1)
  }
}
