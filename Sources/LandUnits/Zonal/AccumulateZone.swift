public import Imagery

/// Adds the pixels of a block to the statistics of one land unit.
///
/// Runs are cut to the window; every cell of the unit inside it is added once. Blocks that cut a grid into windows without overlap may come in any
/// order, and give the statistics of the whole grid.
///
/// - Parameters:
///   - plane: stored index values of the block, row after row; −32768 is missing.
///   - window: the block's pixels on the grid of the unit's coverage.
///   - runs: the runs of the unit, or those of its rows in the window.
///   - weights: the table that the runs refer to.
///   - zone: where to add.
/// - Complexity: O(runs + covered cells in the window).
public func accumulateZone(
  _ plane: Span<Int16>, of window: Window, runs: Span<CoverageRun>, weights: Span<UInt32>,
  into zone: inout ZonalAccumulator
) {
  precondition(plane.count == window.pixelCount, "the plane is not the window's")
  for index in runs.indices {
    let run = runs[index]
    let row = Int(run.row) - window.row
    guard row >= 0, row < window.height else { continue }
    let start = max(Int(run.start), window.column)
    let end = min(Int(run.end), window.endColumn)
    guard start < end else { continue }
    let first = row * window.width + start - window.column
    let values = plane.extracting(first..<first + end - start)
    if run.isFull {
      zone.addWhole(values)
    } else {
      let position = Int(run.firstWeight) + start - Int(run.start)
      zone.add(values, weights: weights.extracting(position..<position + end - start))
    }
  }
}

extension ZonalAccumulator {
  /// How many cells are summed before the sum of squares leaves 64 bits: 2²⁰ · 2³⁰ · 2¹³ = 2⁶³.
  private static let longestStretch = 8192

  /// Adds cells with a weight each.
  mutating func add(_ values: Span<Int16>, weights: Span<UInt32>) {
    precondition(values.count == weights.count)
    var start = 0
    while start < values.count {
      let end = min(values.count, start + Self.longestStretch)
      addStretch(
        values.extracting(start..<end), weights: weights.extracting(start..<end))
      start = end
    }
  }

  private mutating func addStretch(_ values: Span<Int16>, weights: Span<UInt32>) {
    var totals = StretchTotals()
    for position in values.indices {
      let value = values[position]
      let cell = Int64(weights[position])
      totals.add(value, weight: cell)
    }
    add(totals)
    if detail == .distribution {
      distribution.add(values, weights: weights, withData: totals.count)
    }
  }

  /// Adds cells that are covered whole.
  mutating func addWhole(_ values: Span<Int16>) {
    var start = 0
    while start < values.count {
      let end = min(values.count, start + Self.longestStretch)
      addWholeStretch(values.extracting(start..<end))
      start = end
    }
  }

  private mutating func addWholeStretch(_ values: Span<Int16>) {
    var totals = StretchTotals()
    for position in values.indices { totals.add(values[position], weight: 1) }
    totals.scale(toBits: CoverageWeight.bits)
    add(totals)
    if detail == .distribution { distribution.addWhole(values, withData: totals.count) }
  }

  private mutating func add(_ totals: StretchTotals) {
    cellCount += totals.count
    weight += totals.weight
    missingWeight += totals.missing
    sum += totals.sum
    squares += UInt128(totals.squares)
    minimum = min(minimum, totals.minimum)
    maximum = max(maximum, totals.maximum)
  }
}
