import Diagnostics
import Geometry
import Imagery

/// Computes which share of each cell an outline covers, and keeps the memory for the next outline.
///
/// Every edge adds, to the cells it crosses, the area to its right within the cell, and its height to the next cell; sums along a row
/// are the covered shares (signed-area accumulation, as font rasterisers do it). Contributions are integers of 2⁻⁴⁸ of a
/// cell whose heights telescope along a ring, so sums are independent of the order of rings and vertices, cells beyond the outline are
/// exactly 0, cells inside exactly 1, and the shares of units that have their edges in common add up to 1 exactly before they
/// become weights.
///
/// - Complexity: time is linear in the cells of the outline's window and the cells that its edges cross; memory is that of the edges and of
///   65,536 cells or one row.
struct CoverageBurner {
  /// The number of cells accumulated at once.
  private static let stripCells = 65_536

  var outline = OutlineEdges()
  private var strip: [Int64] = []
  private var rowWeights: [UInt32] = []

  /// Appends the runs of an outline inside `limits`, which lies in the grid.
  ///
  /// An outline inside `limits` always covers a cell: where every weight would round to 0, the cell with the largest share gets weight 1.
  ///
  /// - Throws: `.invalidGeometry` for coordinates that are not finite, or a window of more than 2²⁸ cells.
  mutating func burn(
    _ geometry: MultiPolygon, on grid: Grid, within limits: Window, into table: inout CoverageTable
  ) throws(TiankanError) {
    try outline.replace(with: geometry, on: grid)
    try burnOutline(within: limits, into: &table)
  }

  /// Appends the runs of the outline taken over last.
  mutating func burnOutline(
    within limits: Window, into table: inout CoverageTable
  ) throws(TiankanError) {
    let window = try checkedWindow(in: limits)
    let before = table.runs.count
    var weights = rowWeights
    rowWeights = []
    if weights.count < window.width {
      weights = Array(repeating: 0, count: window.width)
    }
    visitRows(of: window) { row, changes in
      if roundWeights(changes, into: weights.mutableSpan) {
        table.appendRow(
          row, firstColumn: window.column, weights: weights.span.extracting(first: window.width))
      }
    }
    rowWeights = weights
    if table.runs.count == before, let cell = largestCell(of: window, within: limits) {
      table.appendRow(cell.row, firstColumn: cell.column, weights: [1].span)
    }
  }

  /// Takes over an outline and returns the window of its cells, for `visitRows`.
  ///
  /// - Throws: as `burn`.
  mutating func begin(
    _ geometry: MultiPolygon, on grid: Grid, within limits: Window
  ) throws(TiankanError) -> Window {
    try outline.replace(with: geometry, on: grid)
    return try checkedWindow(in: limits)
  }

  /// The cells of `limits` that the envelope of the outline meets, if they are not too many.
  func checkedWindow(in limits: Window) throws(TiankanError) -> Window {
    let window = outline.window(in: limits)
    guard window.pixelCount <= CoverageWeight.largestWindow else {
      throw TiankanError(
        .invalidGeometry,
        "a land unit spans \(window.pixelCount) pixels, more than \(CoverageWeight.largestWindow); "
          + "divide it or use a coarser grid")
    }
    return window
  }

  /// The cell with the largest share, of equal ones the first in reading order; for an outline without area inside `limits` the
  /// cell of its first vertex.
  mutating func largestCell(
    of window: Window, within limits: Window
  ) -> (row: Int, column: Int)? {
    var best: (row: Int, column: Int)?
    var largest: Int64 = 0
    visitRows(of: window) { row, changes in
      var share: Int64 = 0
      for position in 0..<window.width {
        share &+= changes[position]
        if share > largest {
          largest = share
          best = (row, window.column + position)
        }
      }
    }
    let hasVertex = outline.minX <= outline.maxX
    let isInside =
      hasVertex && outline.minX >= Double(limits.column)
      && outline.maxX <= Double(limits.endColumn)
      && outline.minY >= Double(limits.row) && outline.maxY <= Double(limits.endRow)
    guard best == nil, isInside, !limits.isEmpty else { return best }
    return (
      min(limits.endRow - 1, Int(outline.firstVertex.y)),
      min(limits.endColumn - 1, Int(outline.firstVertex.x))
    )
  }

  /// Calls `body` with each row of the window and, for each cell, the change of the share against the cell to its left.
  mutating func visitRows(of window: Window, _ body: (Int, Span<Int64>) -> Void) {
    guard !window.isEmpty else { return }
    let stride = window.width + 1
    let rowsPerStrip = max(1, min(window.height, Self.stripCells / stride))
    var changes = strip
    strip = []
    if changes.count < rowsPerStrip * stride {
      changes = Array(repeating: 0, count: rowsPerStrip * stride)
    }
    let isOneStrip = rowsPerStrip == window.height
    if !isOneStrip { outline.edges.sort { $0.topY < $1.topY } }
    var waiting = 0
    var active: [OutlineEdge] = []
    for top in Swift.stride(from: window.row, to: window.endRow, by: rowsPerStrip) {
      let part = Window(
        column: window.column, row: top, width: window.width,
        height: min(rowsPerStrip, window.endRow - top))
      if isOneStrip {
        accumulate(outline.edges.span, in: part, into: changes.mutableSpan)
      } else {
        active.removeAll { $0.bottomY <= Double(top) }
        while waiting < outline.edges.count, outline.edges[waiting].topY < Double(part.endRow) {
          active.append(outline.edges[waiting])
          waiting += 1
        }
        accumulate(active.span, in: part, into: changes.mutableSpan)
      }
      for row in 0..<part.height {
        body(top + row, changes.span.extracting(row * stride..<(row + 1) * stride))
      }
      clear(changes.mutableSpan, count: part.height * stride)
    }
    strip = changes
  }
}

private func clear(_ values: consuming MutableSpan<Int64>, count: Int) {
  for position in 0..<count { values[position] = 0 }
}

/// Rounds the shares of a row to weights; returns whether there is one.
private func roundWeights(
  _ changes: Span<Int64>, into weights: consuming MutableSpan<UInt32>
) -> Bool {
  let shift = Int64(coverageShareBits - CoverageWeight.bits)
  let half: Int64 = 1 << (shift - 1)
  let full = Int64(CoverageWeight.full)
  let width = changes.count - 1
  precondition(weights.count >= width)
  var share: Int64 = 0
  var seen: Int64 = 0
  for position in 0..<width {
    share &+= changes[position]
    let weight = max(0, min(full, (share &+ half) >> shift))
    seen |= weight
    weights[position] = UInt32(truncatingIfNeeded: weight)
  }
  return seen != 0
}
