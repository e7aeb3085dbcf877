import Imagery

/// Collects the values of one quantity over one land unit at one date, in any order and from any number of blocks.
///
/// All sums are integers: merging the accumulators of several blocks, in any order, gives the same statistics as one pass over the whole.
///
/// - Complexity: without a distribution 80 bytes. With one, 8 bytes per cell up to 4096 cells, and at most 512 KiB beyond.
public struct ZonalAccumulator: Sendable {
  /// What is kept of the values.
  public enum Detail: Hashable, Sendable {
    /// Sums and extremes: mean and deviation, no quantiles.
    case moments
    /// All of `moments`, and the values for quantiles and shares.
    case distribution
  }

  /// What is kept of the values.
  public let detail: Detail
  /// The number of cells with data.
  public internal(set) var cellCount = 0
  /// The weight of the cells with data.
  public internal(set) var weight: Int64 = 0
  /// The weight of the cells without data.
  public internal(set) var missingWeight: Int64 = 0
  /// The sum of weight × value.
  public internal(set) var sum: Int64 = 0
  /// The smallest value; the largest number where there is none.
  public internal(set) var minimum = Int16.max
  /// The largest value; the smallest number where there is none.
  public internal(set) var maximum = Int16.min
  /// The sum of weight × value².
  var squares: UInt128 = 0
  /// The values; empty where `detail` is `moments`.
  public internal(set) var distribution = WeightedDistribution()

  /// Creates an accumulator without values.
  public init(_ detail: Detail = .distribution) { self.detail = detail }
}

extension ZonalAccumulator {
  /// Adds one cell; a value of `IndexValue.noData` counts as missing.
  public mutating func add(_ value: Int16, weight cellWeight: UInt32) {
    guard value != IndexValue.noData else {
      missingWeight += Int64(cellWeight)
      return
    }
    cellCount += 1
    weight += Int64(cellWeight)
    sum += Int64(value) * Int64(cellWeight)
    squares += UInt128(UInt64(cellWeight) * UInt64(Int64(value) * Int64(value)))
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    if detail == .distribution { distribution.add(value, weight: cellWeight) }
  }

  /// Adds what another accumulator has collected over other cells.
  public mutating func merge(_ other: ZonalAccumulator) {
    precondition(detail == other.detail, "accumulators that keep different things")
    cellCount += other.cellCount
    weight += other.weight
    missingWeight += other.missingWeight
    sum += other.sum
    squares += other.squares
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    distribution.merge(other.distribution)
  }

  /// Forgets all values and keeps the memory for the next unit.
  public mutating func removeAll() {
    var values = distribution
    distribution = WeightedDistribution()
    values.removeAll()
    self = ZonalAccumulator(detail)
    distribution = values
  }

  /// The statistics of the values; nil where no cell has data.
  ///
  /// - Complexity: O(n log n) in the values kept.
  public func statistics() -> ZonalStatistics? {
    guard weight > 0 else { return nil }
    return ZonalStatistics(self)
  }
}
