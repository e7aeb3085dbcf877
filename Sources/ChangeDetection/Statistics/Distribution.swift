/// The distribution of a quantity over the sampled pixels of a pair.
///
/// Quantiles are read from the histogram's cumulative share, taken as linear within a bin. Medians and median absolute
/// deviations withstand up to half of the pixels being changed; means and standard deviations do not.
public struct Distribution: Hashable, Sendable {
  /// The number of pixels sampled.
  public let count: Int
  /// The middle value.
  public let median: Double
  /// The median absolute deviation from the median.
  public let medianAbsoluteDeviation: Double

  /// Cumulative counts at the bins' edges that matter, for quantiles.
  private let edges: [Double]
  private let cumulative: [Double]

  /// The standard deviation of a normal distribution with this median absolute deviation.
  public var robustDeviation: Double { 1.4826 * medianAbsoluteDeviation }

  /// Reads a distribution from a histogram; `nil` where nothing was counted.
  init?(_ counts: ArraySlice<UInt32>, bins: HistogramBins) {
    var edges: [Double] = []
    var cumulative: [Double] = []
    var total = 0
    for (bin, occurrences) in counts.enumerated() where occurrences > 0 {
      let low = bins.lowerEdge(bin)
      if edges.last != low {
        edges.append(low)
        cumulative.append(Double(total))
      }
      total += Int(occurrences)
      edges.append(bins.lowerEdge(bin + 1))
      cumulative.append(Double(total))
    }
    guard total > 0 else { return nil }
    count = total
    self.edges = edges
    self.cumulative = cumulative
    median = Self.quantile(0.5, edges, cumulative)
    medianAbsoluteDeviation = Self.spread(around: median, edges, cumulative)
  }

  /// The value below which a share of the sampled pixels lies.
  public func quantile(_ share: Double) -> Double { Self.quantile(share, edges, cumulative) }
}

extension Distribution {
  private static func quantile(
    _ share: Double, _ edges: [Double], _ cumulative: [Double]
  ) -> Double {
    let target = max(0, min(1, share)) * (cumulative.last ?? 0)
    // The first edge at or above the target.
    var low = 0
    var high = edges.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= target { high = middle } else { low = middle + 1 }
    }
    guard low > 0 else { return edges[0] }
    let rise = cumulative[low] - cumulative[low - 1]
    guard rise > 0 else { return edges[low] }
    return edges[low - 1]
      + (target - cumulative[low - 1]) / rise * (edges[low] - edges[low - 1])
  }

  /// The count below a value.
  private static func below(
    _ value: Double, _ edges: [Double], _ cumulative: [Double]
  ) -> Double {
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    guard low < edges.count else { return cumulative[edges.count - 1] }
    let width = edges[low] - edges[low - 1]
    let rise = cumulative[low] - cumulative[low - 1]
    return cumulative[low - 1] + rise * (value - edges[low - 1]) / width
  }

  /// The distance around a centre within which half of the count lies, by bisection down to the last bit.
  private static func spread(
    around centre: Double, _ edges: [Double], _ cumulative: [Double]
  ) -> Double {
    let half = (cumulative.last ?? 0) / 2
    var low = 0.0
    var high = max(centre - edges[0], edges[edges.count - 1] - centre)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      let inside =
        below(centre + middle, edges, cumulative) - below(centre - middle, edges, cumulative)
      if inside >= half { high = middle } else { low = middle }
    }
    return high
  }
}
