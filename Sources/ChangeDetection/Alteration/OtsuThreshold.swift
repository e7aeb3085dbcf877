/// The threshold that parts numbers into two classes with the least variance within them (Otsu 1979,
/// doi:10.1109/TSMC.1979.4310076).
enum OtsuThreshold {
  private static let bins = 1024

  /// The upper edge of the bin after which the upper class begins; numbers above it belong to the upper class.
  ///
  /// - Parameter numbers: At least one; those beyond the 99.9 % quantile do not count, so that few far ones do not widen the bins.
  static func of(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard let least = sorted.first, let most = sorted.last else { return .infinity }
    let top = max(sorted[Int(0.999 * Double(sorted.count - 1))], least)
    guard top > least else { return most }
    let width = (top - least) / Double(bins)
    var counts = [Double](repeating: 0, count: bins)
    for number in sorted where number <= top {
      counts[min(bins - 1, Int((number - least) / width))] += 1
    }
    func centre(_ bin: Int) -> Double { least + (Double(bin) + 0.5) * width }
    let total = counts.reduce(0, +)
    let sum = counts.indices.reduce(0.0) { $0 + counts[$1] * centre($1) }
    var (below, partial, best, threshold) = (0.0, 0.0, -1.0, top)
    for bin in 0..<bins - 1 {
      below += counts[bin]
      partial += counts[bin] * centre(bin)
      guard below > 0, below < total else { continue }
      let gap = partial / below - (sum - partial) / (total - below)
      let between = below * (total - below) * gap * gap
      if between > best { (best, threshold) = (between, least + Double(bin + 1) * width) }
    }
    return threshold
  }
}
