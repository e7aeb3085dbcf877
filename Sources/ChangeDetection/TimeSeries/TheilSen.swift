/// The Theil-Sen line: the median of the slopes of all pairs, with the median intercept.
///
/// Up to 29 % of the values may be wild without moving it. Theil 1950; Sen 1968, doi:10.1080/01621459.1968.10480934.
public struct TheilSen: Hashable, Sendable {
  /// Change per unit of time.
  public var slope: Double
  /// The value at time 0: median value − slope × median time (Conover 1980), as SciPy's `theilslopes` has it.
  public var intercept: Double

  /// Fits a line; nil where no two values have different times.
  ///
  /// - Complexity: O(n² log n).
  public init?(times: [Double], values: [Double]) { self.init(groups: [(times, values)]) }

  /// Fits one slope to several groups, pairs inside a group only (seasonal Kendall slope, Hirsch et al. 1982); nil where
  /// no group has two values at different times.
  public init?(groups: [(times: [Double], values: [Double])]) {
    var slopes: [Double] = []
    for group in groups {
      precondition(group.times.count == group.values.count, "one time per value")
      for late in group.values.indices {
        for early in 0..<late where group.times[late] != group.times[early] {
          slopes.append(
            (group.values[late] - group.values[early]) / (group.times[late] - group.times[early]))
        }
      }
    }
    guard let slope = Median.of(slopes), let value = Median.of(groups.flatMap(\.values)),
      let time = Median.of(groups.flatMap(\.times))
    else { return nil }
    self.slope = slope
    intercept = value - slope * time
  }
}
