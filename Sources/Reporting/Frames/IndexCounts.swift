import Imagery

/// How often each index value occurs in the pictures that share one range of colours.
struct IndexCounts {
  private var counts = [Int](repeating: 0, count: 65_536)

  mutating func add(_ values: borrowing Raster<Int16>) {
    let samples = values.samples
    for position in samples.indices where samples[position] != IndexValue.noData {
      counts[Int(samples[position]) + 32_768] += 1
    }
  }

  /// From the 2nd to the 98th percentile, widened to twentieths; nil where nothing was counted.
  var range: ClosedRange<Double>? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    let least = (quantile(total * 2 / 100) * 20).rounded(.down) / 20
    let greatest = (quantile(total * 98 / 100) * 20).rounded(.up) / 20
    return least...max(greatest, least + 0.05)
  }

  private func quantile(_ rank: Int) -> Double {
    var sum = 0
    for (position, count) in counts.enumerated() {
      sum += count
      if sum > rank { return Double(position - 32_768) / IndexValue.scale }
    }
    return 1
  }
}
