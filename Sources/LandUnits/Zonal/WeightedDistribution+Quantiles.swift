extension WeightedDistribution {
  /// Appends lower weighted quantiles, `numerators`/`denominator` of the total weight; see `WeightedTally.quantile(_:of:)`.
  ///
  /// Reorders the list, of which only the parts that hold a quantile are looked at closely.
  ///
  /// - Parameters:
  ///   - numerators: ascending.
  ///   - totalWeight: the weight of all values, of which there is at least one.
  ///   - range: the smallest and the largest value.
  /// - Complexity: O(n) on average for a few quantiles.
  mutating func appendQuantiles(
    _ numerators: [Int], of denominator: Int, totalWeight: Int64, in range: ClosedRange<Int16>,
    to values: inout [Int16]
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
    selectQuantiles(&view, listCount, in: range, targets: targets.span, into: &values)
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

/// The bins over the range of values of a list, of equal width, a power of two.
private let binCount = 64
/// Each bin that holds a target is searched for in the list; for more than these, sorting is no slower.
private let mostSearchedBins = 6

/// Appends, for each target, the value of the first entry in ascending order whose cumulative weight reaches it.
///
/// The weights of 64 bins tell in which of them a target lies; only the entries of those bins are put in order.
private func selectQuantiles(
  _ entries: inout MutableSpan<UInt64>, _ count: Int, in range: ClosedRange<Int16>,
  targets: Span<Int64>, into values: inout [Int16]
) {
  precondition(count <= entries.count, "more entries than there is room for")
  let lowest = UInt64(UInt16(bitPattern: range.lowerBound) ^ 0x8000)
  let width = UInt64(Int(range.upperBound) - Int(range.lowerBound) + 1)
  // The number of binary places by which the range is longer than the bins.
  let shift = UInt64(max(0, 64 - (width - 1).leadingZeroBitCount - 6))
  guard count > 32, targets.count <= mostSearchedBins else {
    return selectQuantiles(
      &entries, 0..<count, below: 0, targets: targets, targets.indices, into: &values)
  }
  var weights = InlineArray<64, Int64>(repeating: 0)
  for position in 0..<count {
    let entry = entries[position]
    let bin = ((entry >> 32) &- lowest) >> shift
    weights[Int(bin & 63)] &+= WeightedDistribution.weight(ofEntry: entry)
  }
  var below: Int64 = 0
  var next = 0
  var start = 0
  for bin in 0..<binCount where next < targets.count {
    let reached = below &+ weights[bin]
    let first = next
    while next < targets.count, targets[next] <= reached { next += 1 }
    if first < next {
      let end = gather(&entries, start..<count, bin: UInt64(bin), lowest: lowest, shift: shift)
      selectQuantiles(
        &entries, start..<end, below: below, targets: targets, first..<next, into: &values)
      start = end
    }
    below = reached
  }
}

/// Brings the entries of a bin to the front of a range; returns where they end.
private func gather(
  _ entries: inout MutableSpan<UInt64>, _ range: Range<Int>, bin: UInt64, lowest: UInt64,
  shift: UInt64
) -> Int {
  var end = range.lowerBound
  for position in range {
    // Swapped in any case: the place at `end` is free for the next entry of the bin, and no branch is guessed.
    let entry = entries[position]
    entries[position] = entries[end]
    entries[end] = entry
    end &+= ((entry >> 32) &- lowest) >> shift == bin ? 1 : 0
  }
  return end
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
