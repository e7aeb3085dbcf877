public import Imagery

/// A part of the crop year in which one crop may stand, such as the season of early rice.
///
/// Both days are included; a window may wrap New Year, may overlap another, and may run past the end of its crop year:
/// late rice that ripens in September is cut in October.
public struct GrowingWindow: Hashable, Sendable, Codable {
  /// The stable name, such as `winter`.
  public var name: String
  /// The first day.
  public var first: MonthDay
  /// The last day.
  public var last: MonthDay

  /// Creates a window.
  public init(name: String, first: MonthDay, last: MonthDay) {
    self.name = name
    self.first = first
    self.last = last
  }

  /// The windows of the default calendar: winter October to March, early April to July, late July to October
  /// (proposed values, for double-cropped land in southern China).
  public static let defaults = [
    GrowingWindow(name: "winter", first: .first(of: 10), last: .last(of: 3)),
    GrowingWindow(name: "early", first: .first(of: 4), last: .last(of: 7)),
    GrowingWindow(name: "late", first: .first(of: 7), last: .last(of: 10)),
  ]
}
