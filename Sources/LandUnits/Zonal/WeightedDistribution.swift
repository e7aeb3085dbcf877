/// Index values with their weights, kept exactly in bounded memory.
///
/// Up to 4096 values are kept as a list; beyond that the weights of equal values are added, in pages of 256 values that are made as they
/// are needed: at most 512 KiB however large a land unit is. Both forms give the same results, and so does any order of adding and merging.
public struct WeightedDistribution: Sendable {
  /// How many values are kept as a list.
  public static let longestList = 4096
  private static let pageSize = 256

  /// Value (biased to be positive) in the upper half, weight in the lower; beyond `listCount` unused.
  var list: [UInt64] = []
  var listCount = 0
  /// The number of each page of values in `bins`, −1 where there is none; empty while values are in the list.
  private var pages: [Int16] = []
  private var bins: [UInt64] = []

  /// Creates an empty distribution.
  public init() {}
}

extension WeightedDistribution {
  /// The value and weight as one number that orders by value.
  @inline(always)
  static func entry(_ value: Int16, _ weight: UInt32) -> UInt64 {
    UInt64(UInt16(bitPattern: value) ^ 0x8000) << 32 | UInt64(weight)
  }

  @inline(always)
  private static func value(_ biased: Int) -> Int16 {
    Int16(bitPattern: UInt16(truncatingIfNeeded: biased) ^ 0x8000)
  }

  private var isList: Bool { pages.isEmpty }

  /// Adds a value that is not "no data".
  public mutating func add(_ value: Int16, weight: UInt32) {
    if makeRoom(for: 1) {
      list[listCount] = Self.entry(value, weight)
      listCount += 1
    } else {
      addToBins(Int(UInt16(bitPattern: value) ^ 0x8000), UInt64(weight))
    }
  }

  /// Makes room for values at the end of the list; returns false where they belong into bins, which it then sets up.
  mutating func makeRoom(for count: Int) -> Bool {
    guard isList else { return false }
    let needed = listCount + count
    guard needed <= Self.longestList else {
      pages = Array(repeating: -1, count: 65_536 / Self.pageSize)
      for position in 0..<listCount {
        addToBins(Int(list[position] >> 32), list[position] & 0xFFFF_FFFF)
      }
      list = []
      listCount = 0
      return false
    }
    if list.count < needed {
      let size = min(Self.longestList, max(needed, list.count * 2, 16))
      list.append(contentsOf: repeatElement(0, count: size - list.count))
    }
    return true
  }

  /// Adds to the bin of a biased value.
  mutating func addToBins(_ biased: Int, _ weight: UInt64) {
    let page = biased / Self.pageSize
    if pages[page] < 0 {
      pages[page] = Int16(bins.count / Self.pageSize)
      bins.append(contentsOf: repeatElement(0, count: Self.pageSize))
    }
    bins[Int(pages[page]) * Self.pageSize + biased % Self.pageSize] += weight
  }

  /// Adds all values of another distribution.
  public mutating func merge(_ other: WeightedDistribution) {
    guard other.isList else {
      _ = makeRoom(for: Self.longestList + 1)
      for page in other.pages.indices where other.pages[page] >= 0 {
        let first = Int(other.pages[page]) * Self.pageSize
        for bin in 0..<Self.pageSize where other.bins[first + bin] > 0 {
          addToBins(page * Self.pageSize + bin, other.bins[first + bin])
        }
      }
      return
    }
    if makeRoom(for: other.listCount) {
      for position in 0..<other.listCount { list[listCount + position] = other.list[position] }
      listCount += other.listCount
    } else {
      for position in 0..<other.listCount {
        addToBins(Int(other.list[position] >> 32), other.list[position] & 0xFFFF_FFFF)
      }
    }
  }

  /// Removes all values and keeps the memory of the list.
  public mutating func removeAll() {
    listCount = 0
    pages = []
    bins = []
  }

  /// The values in ascending order with their weights, for quantiles and shares; nil where there is none.
  public func tally() -> WeightedTally? {
    var steps: [WeightedTally.Step] = []
    var below: Int64 = 0
    func add(_ biased: Int, _ weight: UInt64) {
      below += Int64(weight)
      steps.append(.init(value: Self.value(biased), cumulativeWeight: below))
    }
    if isList {
      guard listCount > 0 else { return nil }
      let sorted = list.prefix(listCount).sorted()
      steps.reserveCapacity(listCount)
      var position = 0
      while position < sorted.count {
        let biased = sorted[position] >> 32
        var weight: UInt64 = 0
        while position < sorted.count, sorted[position] >> 32 == biased {
          weight += sorted[position] & 0xFFFF_FFFF
          position += 1
        }
        add(Int(biased), weight)
      }
    } else {
      for page in pages.indices where pages[page] >= 0 {
        let first = Int(pages[page]) * Self.pageSize
        for bin in 0..<Self.pageSize where bins[first + bin] > 0 {
          add(page * Self.pageSize + bin, bins[first + bin])
        }
      }
    }
    return WeightedTally(steps: steps)
  }
}
