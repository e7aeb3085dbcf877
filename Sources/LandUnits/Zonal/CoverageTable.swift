import Imagery

/// Runs and the weights they refer to: the storage of one land unit or of many, one after the other.
struct CoverageTable: Hashable, Sendable {
  /// How many whole cells in a row are worth a run of their own; fewer are stored as weights.
  static let shortestFullRun = 16

  var runs: [CoverageRun] = []
  var weights: [UInt32] = []

  /// Appends the runs of one row; `rowWeights` holds the weights from column `firstColumn` on, zero where not covered.
  mutating func appendRow(_ row: Int, firstColumn: Int, weights rowWeights: Span<UInt32>) {
    let count = rowWeights.count
    guard count >= Self.shortestFullRun else {
      return appendShortRow(row, firstColumn: firstColumn, rowWeights)
    }
    var position = 0
    while position < count {
      guard rowWeights[position] != 0 else {
        position += 1
        continue
      }
      var start = position
      while position < count, rowWeights[position] != 0 {
        guard rowWeights[position] == CoverageWeight.full else {
          position += 1
          continue
        }
        let fullStart = position
        while position < count, rowWeights[position] == CoverageWeight.full { position += 1 }
        guard position - fullStart >= Self.shortestFullRun else { continue }
        appendPartial(start..<fullStart, row: row, firstColumn: firstColumn, rowWeights)
        runs.append(
          CoverageRun(
            row: Int32(row), start: Int32(firstColumn + fullStart),
            end: Int32(firstColumn + position), firstWeight: -1))
        start = position
      }
      appendPartial(start..<position, row: row, firstColumn: firstColumn, rowWeights)
    }
  }

  /// A row too short for a run of whole cells.
  private mutating func appendShortRow(
    _ row: Int, firstColumn: Int, _ rowWeights: Span<UInt32>
  ) {
    var position = 0
    while position < rowWeights.count {
      let start = position
      while position < rowWeights.count, rowWeights[position] != 0 { position &+= 1 }
      appendPartial(start..<position, row: row, firstColumn: firstColumn, rowWeights)
      position &+= 1
    }
  }

  private mutating func appendPartial(
    _ cells: Range<Int>, row: Int, firstColumn: Int, _ rowWeights: Span<UInt32>
  ) {
    guard !cells.isEmpty else { return }
    runs.append(
      CoverageRun(
        row: Int32(row), start: Int32(firstColumn + cells.lowerBound),
        end: Int32(firstColumn + cells.upperBound), firstWeight: Int32(weights.count)))
    for cell in cells { weights.append(rowWeights[cell]) }
  }

  /// Appends cells of one row that count as covered whole.
  mutating func appendWhole(row: Int32, start: Int32, end: Int32) {
    runs.append(CoverageRun(row: row, start: start, end: end, firstWeight: -1))
  }

  /// Forgets all runs and keeps the memory.
  mutating func removeAll() {
    runs.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
  }

  /// Appends the runs of another table after those of this one.
  mutating func append(_ other: CoverageTable) {
    let offset = Int32(weights.count)
    runs.reserveCapacity(runs.count + other.runs.count)
    for run in other.runs {
      var moved = run
      if !run.isFull { moved.firstWeight += offset }
      runs.append(moved)
    }
    weights.append(contentsOf: other.weights)
  }
}

extension CoverageTable {
  /// The smallest window that holds some runs.
  func window(of range: Range<Int>) -> Window {
    guard !range.isEmpty else { return Window(column: 0, row: 0, width: 0, height: 0) }
    var left = Int32.max
    var right = Int32.min
    for position in range {
      left = min(left, runs[position].start)
      right = max(right, runs[position].end)
    }
    let top = Int(runs[range.lowerBound].row)
    return Window(
      column: Int(left), row: top, width: Int(right) - Int(left),
      height: Int(runs[range.upperBound - 1].row) + 1 - top)
  }

  /// The number of cells in some runs.
  func cellCount(of range: Range<Int>) -> Int { runs[range].reduce(0) { $0 + $1.count } }

  /// The weights of some runs, added.
  func totalWeight(of range: Range<Int>) -> Int64 {
    var total: Int64 = 0
    for run in runs[range] {
      if run.isFull {
        total += Int64(run.count) << Int64(CoverageWeight.bits)
      } else {
        let first = Int(run.firstWeight)
        for position in first..<first + run.count { total += Int64(weights[position]) }
      }
    }
    return total
  }

  /// The position of the first run in `range` that does not lie above `row`.
  func firstRun(in range: Range<Int>, atRow row: Int) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].row) < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
