/// Counts of scores in bins of 1/64 nat; adding them up gives the same in any order.
public struct ScoreHistogram: Sendable {
  private var counts = [Int](repeating: 0, count: Int(SurpriseModel.cap) * 64 + 1)
  /// The number of scores.
  public private(set) var count = 0

  /// Creates an empty histogram.
  public init() {}

  mutating func add(_ score: Float) {
    counts[min(counts.count - 1, max(0, Int(score * 64)))] += 1
    count += 1
  }

  /// Adds the counts of another sample.
  public mutating func merge(_ other: ScoreHistogram) {
    for bin in counts.indices { counts[bin] += other.counts[bin] }
    count += other.count
  }

  /// The score below which a share of the pixels lies, taken as linear within a bin.
  func quantile(_ share: Double) -> Double {
    let target = share * Double(count)
    var below = 0.0
    for bin in counts.indices where counts[bin] > 0 {
      let here = Double(counts[bin])
      if below + here >= target { return (Double(bin) + (target - below) / here) / 64 }
      below += here
    }
    return 0
  }
}
