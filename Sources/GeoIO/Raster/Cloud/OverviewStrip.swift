import Diagnostics
import Imagery

/// A row of tiles of an overview, gathered from the parts that windows leave.
struct OverviewStrip: Sendable {
  private let columns: Int
  private let rows: Int
  /// Allotted with the first part.
  private var samples: [Int16] = []
  private var height = 0

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// Puts a part in its place; returns whether the row of tiles is complete, as it is with the last part in reading order.
  mutating func place(_ part: CloudRasterPart) -> Bool {
    let side = CloudPyramid.tileSide
    let top = part.window.row / side * side
    height = min(side, rows - top)
    if samples.isEmpty {
      samples = [Int16](repeating: 0, count: columns * min(side, rows))
    }
    for row in 0..<part.window.height {
      let start = (part.window.row - top + row) * columns + part.window.column
      for column in 0..<part.window.width {
        samples[start + column] = part.samples[row * part.window.width + column]
      }
    }
    return part.window.endRow == top + height && part.window.endColumn == columns
  }

  /// Compresses a tile of the complete row.
  func encode(_ column: Int, with encoder: inout CloudTileEncoder) throws(TiankanError) -> Int {
    let side = CloudPyramid.tileSide
    let part = Window(
      column: column * side, row: 0, width: min(side, columns - column * side), height: height)
    return try encoder.encode(samples.span, width: columns, part: part)
  }

  /// Forgets the row.
  mutating func clear() { height = 0 }
}
