/// The sum of a column over some entries, with how many entries lack a value: a sum that leaves something out says so.
public struct AreaTotal: Hashable, Sendable {
  /// The sum of what is there.
  public var area = LandArea.zero
  /// Entries with a value.
  public var count = 0
  /// Entries without one.
  public var missing = 0

  /// Creates an empty total.
  public init() {}

  /// Adds an entry's value.
  public mutating func add(_ value: LandArea?) {
    guard let value else {
      missing += 1
      return
    }
    area += value
    count += 1
  }

  /// Adds another total.
  public static func + (left: AreaTotal, right: AreaTotal) -> AreaTotal {
    var sum = left
    sum.area += right.area
    sum.count += right.count
    sum.missing += right.missing
    return sum
  }
}
