public import Imagery

/// The cover of a land unit over the last days before a clear date: the median, so that one bad mask does not count.
public struct RunningCover: Hashable, Sendable {
  /// The clear date.
  public var date: CalendarDate
  /// The median cover (0 to 1) of the clear dates in the window that ends here.
  public var cover: Double
  /// The clear dates in the window.
  public var count: Int

  /// The running cover at every observation: the window looks back, so that a later scene never changes an earlier value.
  ///
  /// - Parameters:
  ///   - observations: Clear observations, by ascending date.
  ///   - days: The length of the window; 30 means the day itself and the 29 before.
  /// - Complexity: O(n × dates per window).
  public static func series(of observations: [UnitObservation], days: Int) -> [RunningCover] {
    var result: [RunningCover] = []
    var first = 0
    let covered = observations.filter(\.cover.hasData)
    for (index, observation) in covered.enumerated() {
      while covered[first].date.dayNumber <= observation.date.dayNumber - days { first += 1 }
      let window = covered[first...index].map { Double($0.cover.mean) / IndexValue.scale }
      guard let cover = Median.of(window) else { continue }
      result.append(RunningCover(date: observation.date, cover: cover, count: window.count))
    }
    return result
  }
}
