import Imagery

/// Which parts of a plane something happens in: cells of 128 × 64 pixels, so that filters skip the rest.
///
/// A filter whose result is 0 wherever its input is 0 as far as it reaches need only run in the cells that hold anything
/// within that reach.
struct ActiveCells: Sendable {
  /// The size of a cell in pixels.
  static let cellWidth = 128, cellHeight = 64

  /// The plane's size.
  private let width: Int, height: Int
  /// The number of cells side by side.
  private let across: Int
  /// The number of rows of cells.
  let rows: Int
  private var flags: [Bool]

  /// A plane of which every cell is active.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    across = (width + Self.cellWidth - 1) / Self.cellWidth
    rows = (height + Self.cellHeight - 1) / Self.cellHeight
    flags = [Bool](repeating: true, count: across * rows)
  }

  /// The cells with a mark in them or within a reach of them.
  ///
  /// - Parameters:
  ///   - marks: 0 where nothing is.
  ///   - reach: In pixels.
  init(around marks: borrowing Raster<UInt8>, reach: Int) {
    self.init(width: marks.width, height: marks.height)
    var line = [UInt8](repeating: 0, count: width)
    for row in 0..<rows {
      for column in 0..<width { line[column] = 0 }
      let start = row * Self.cellHeight
      for other in max(0, start - reach)..<min(height, start + Self.cellHeight + reach) {
        join(marks.samples.extracting(other * width..<(other + 1) * width), into: &line)
      }
      setFlags(row, from: line, reach: reach)
    }
  }

  /// The cells with a number above 0 in them.
  init(above plane: borrowing Raster<Float>) {
    self.init(width: plane.width, height: plane.height)
    var line = [UInt8](repeating: 0, count: width)
    for row in 0..<rows {
      for column in 0..<width { line[column] = 0 }
      for other in pixelRows(row) {
        join(plane.samples.extracting(other * width..<(other + 1) * width), into: &line)
      }
      setFlags(row, from: line, reach: 0)
    }
  }

  private mutating func setFlags(_ row: Int, from line: [UInt8], reach: Int) {
    for cell in 0..<across {
      let start = cell * Self.cellWidth
      let columns = max(0, start - reach)..<min(width, start + Self.cellWidth + reach)
      flags[row * across + cell] = line[columns].contains { $0 != 0 }
    }
  }
}

extension ActiveCells {
  /// Whether no cell is active.
  var isEmpty: Bool { !flags.contains(true) }

  /// The rows of pixels of a row of cells.
  func pixelRows(_ row: Int) -> Range<Int> {
    row * Self.cellHeight..<min(height, (row + 1) * Self.cellHeight)
  }

  /// The columns of pixels of active cells in a row of cells, those of neighbours joined.
  func runs(_ row: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for cell in 0..<across where flags[row * across + cell] {
      let columns = cell * Self.cellWidth..<min(width, (cell + 1) * Self.cellWidth)
      if let last = runs.last, last.upperBound == columns.lowerBound {
        runs[runs.count - 1] = last.lowerBound..<columns.upperBound
      } else {
        runs.append(columns)
      }
    }
    return runs
  }

  /// The same, and the cells above and below active ones.
  var grownVertically: ActiveCells {
    var grown = self
    for row in 0..<rows {
      for cell in 0..<across where flags[row * across + cell] {
        if row > 0 { grown.flags[(row - 1) * across + cell] = true }
        if row + 1 < rows { grown.flags[(row + 1) * across + cell] = true }
      }
    }
    return grown
  }
}

private func join(_ marks: Span<UInt8>, into line: inout [UInt8]) {
  var view = line.mutableSpan
  let count = view.count
  precondition(marks.count == count, "a row of the plane")
  for column in 0..<count { view[column] |= marks[column] }
}

private func join(_ numbers: Span<Float>, into line: inout [UInt8]) {
  var view = line.mutableSpan
  let count = view.count
  precondition(numbers.count == count, "a row of the plane")
  for column in 0..<count { view[column] |= numbers[column] > 0 ? 1 : 0 }
}
