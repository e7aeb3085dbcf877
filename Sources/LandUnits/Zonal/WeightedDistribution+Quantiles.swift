extension WeightedDistribution {
  /// Appends lower weighted quantiles, `numerators`/`denominator` of the total weight; see `WeightedTally.quantile(_:of:)`.
  ///
  /// Reorders the list, of which only the parts that hold a quantile are looked at closely.
  ///
  /// - Parameters:
  ///   - numerators: ascending.
  ///   - totalWeight: the weight of all values, of which there is at least one.
  /// - Complexity: O(n) on average for a few quantiles.
  mutating func appendQuantiles(
    _ numerators: [Int], of denominator: Int, totalWeight: Int64, to values: inout [Int16]
  ) {
    guard listCount > 0 else {
      guard let tally = tally() else { preconditionFailure("a distribution without a value") }
      for numerator in numerators { values.append(tally.quantile(numerator, of: denominator)) }
      return
    }
    // At most 2¹² values of 2²⁰ in a list: the products are far below 2⁶³.
    let targets = numerators.map {
      (totalWeight * Int64($0) + Int64(denominator) - 1) / Int64(denominator)
    }
    var entries = list
    list = []
    var view = entries.mutableSpan
    selectQuantiles(
      &view, 0..<listCount, below: 0, targets: targets.span, targets.indices, into: &values)
    list = entries
  }

  /// The value of an entry of the list.
  @inline(always)
  static func value(ofEntry entry: UInt64) -> Int16 {
    Int16(bitPattern: UInt16(truncatingIfNeeded: entry >> 32) ^ 0x8000)
  }

  /// The weight of an entry of the list.
  @inline(always)
  static func weight(ofEntry entry: UInt64) -> Int64 { Int64(entry & 0xFFFF_FFFF) }
}

/// Appends, for each target, the value of the first entry in ascending order whose cumulative weight reaches it: quicksort that leaves
/// out what holds no target.
///
/// - Parameters:
///   - range: Entries that are between all before and all after them.
///   - below: The weight of all entries before `range`.
///   - wanted: The targets, ascending, whose entries are in `range`.
private func selectQuantiles(
  _ entries: inout MutableSpan<UInt64>, _ range: Range<Int>, below: Int64, targets: Span<Int64>,
  _ wanted: Range<Int>, into values: inout [Int16]
) {
  guard !wanted.isEmpty else { return }
  if range.count <= 16 {
    sortShort(&entries, range)
    var reached = below
    var next = wanted.lowerBound
    for position in range {
      reached &+= WeightedDistribution.weight(ofEntry: entries[position])
      while next < wanted.upperBound, targets[next] <= reached {
        values.append(WeightedDistribution.value(ofEntry: entries[position]))
        next += 1
      }
    }
    return
  }
  let split = partition(&entries, range)
  var reached = below
  for position in range.lowerBound..<split {
    reached &+= WeightedDistribution.weight(ofEntry: entries[position])
  }
  var border = wanted.lowerBound
  while border < wanted.upperBound, targets[border] <= reached { border += 1 }
  selectQuantiles(
    &entries, range.lowerBound..<split, below: below, targets: targets,
    wanted.lowerBound..<border, into: &values)
  selectQuantiles(
    &entries, split..<range.upperBound, below: reached, targets: targets,
    border..<wanted.upperBound, into: &values)
}

/// Insertion sort.
private func sortShort(_ entries: inout MutableSpan<UInt64>, _ range: Range<Int>) {
  for end in range.dropFirst() {
    let entry = entries[end]
    var hole = end
    while hole > range.lowerBound, entries[hole - 1] > entry {
      entries[hole] = entries[hole - 1]
      hole -= 1
    }
    entries[hole] = entry
  }
}

/// Hoare's partition around the median of three; equal entries are spread over both sides. Returns where the upper side starts,
/// neither side empty.
private func partition(_ entries: inout MutableSpan<UInt64>, _ range: Range<Int>) -> Int {
  let first = entries[range.lowerBound]
  let middle = entries[range.lowerBound + range.count / 2]
  let last = entries[range.upperBound - 1]
  // Of the three one before the last is not below the middle one, so that the upper side gets an entry.
  let pivot = max(min(first, middle), min(max(first, middle), last))
  var low = range.lowerBound - 1
  var high = range.upperBound
  while true {
    repeat { low += 1 } while entries[low] < pivot
    repeat { high -= 1 } while entries[high] > pivot
    if low >= high { break }
    entries.swapAt(low, high)
  }
  return high + 1
}
