/// The middle value of small lists.
enum Median {
  /// The median; the mean of the middle two of an even number; nil of nothing.
  static func of(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The standard deviation estimated from the median of distances to the median, × 1.4826; nil of nothing.
  static func robustDeviation(_ values: [Double]) -> Double? {
    guard let center = of(values) else { return nil }
    return of(values.map { ($0 - center).magnitude }).map { $0 * 1.4826 }
  }
}
