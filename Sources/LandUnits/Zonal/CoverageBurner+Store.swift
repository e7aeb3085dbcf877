import Diagnostics
import Imagery

extension CoverageBurner {
  /// Appends the runs of a stored outline inside `limits`, as `burn(_:on:within:into:)`.
  mutating func burn(
    _ unit: Int, of outlines: OutlineStore, within limits: Window, into table: inout CoverageTable
  ) throws(TiankanError) {
    try outline.replace(with: unit, of: outlines)
    try burnOutline(within: limits, into: &table)
  }

  /// Appends the cells whose centres lie in a stored outline, each with the weight of a whole one; the cell with the largest share
  /// where there is none.
  mutating func burnCentres(
    _ unit: Int, of outlines: OutlineStore, into table: inout CoverageTable
  ) throws(TiankanError) {
    try outline.replace(with: unit, of: outlines)
    let limits = outlines.grid.window
    let window = try checkedWindow(in: limits)
    for run in outline.centreRuns(in: window) {
      table.appendWhole(row: run.row, start: run.start, end: run.end)
    }
    if table.runs.isEmpty, let cell = largestCell(of: window, within: limits) {
      table.appendWhole(
        row: Int32(cell.row), start: Int32(cell.column), end: Int32(cell.column + 1))
    }
  }
}

extension OutlineEdges {
  /// Replaces the edges by those of a stored outline, keeping memory.
  mutating func replace(with unit: Int, of outlines: OutlineStore) throws(TiankanError) {
    removeAll()
    for ring in outlines.rings(of: unit) {
      try append(
        outlines.positions.span.extracting(outlines.positions(ofRing: ring)),
        isHole: outlines.rings[ring].isHole, on: outlines.grid)
    }
  }
}
