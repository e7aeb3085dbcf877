import Imagery

/// Where land units lie in a block, in pieces of rows of 8 pixels: what has to be computed of it.
struct ZonalMarks: Sendable {
  /// The block.
  private(set) var window = Window(column: 0, row: 0, width: 0, height: 0)
  /// How many pieces make a row.
  private var pieces = 0
  /// 1 for each piece that a unit may need, row after row.
  private var marks: [UInt8] = []

  /// The pixels of a piece.
  static let pieceWidth = 8

  /// Forgets all units and takes another block.
  mutating func begin(_ window: Window) {
    self.window = window
    pieces = (window.width + Self.pieceWidth - 1) / Self.pieceWidth
    let count = pieces * window.height
    if marks.count < count {
      marks = Array(repeating: 0, count: count)
    } else {
      clear(marks.mutableSpan)
    }
  }

  /// Marks the pieces that a window meets.
  mutating func add(_ part: Window) {
    let common = part.intersection(window)
    guard !common.isEmpty else { return }
    let first = (common.column - window.column) / Self.pieceWidth
    let last = (common.endColumn - 1 - window.column) / Self.pieceWidth
    for row in common.row - window.row..<common.endRow - window.row {
      for piece in row * pieces + first...row * pieces + last { marks[piece] = 1 }
    }
  }

  /// Whether a unit may need a pixel of some rows of the grid.
  func meets(_ rows: Range<Int>) -> Bool {
    marks[range(of: rows)].contains(1)
  }

  /// Chooses the usable pixels of the marked pieces of some rows of the grid.
  ///
  /// - Parameters:
  ///   - usable: 0 where a pixel of the rows cannot be used.
  ///   - places: Takes their positions, counted from the first pixel of the rows, ascending.
  /// - Returns: How many there are.
  func select(
    _ rows: Range<Int>, of usable: borrowing Raster<UInt8>, into places: inout [Int32]
  ) -> Int {
    let usable = usable.samples
    if places.count < usable.count {
      places = Array(repeating: 0, count: usable.count)
    }
    return selectPlaces(
      marks.span.extracting(range(of: rows)), pieces: pieces, width: window.width, usable,
      into: places.mutableSpan)
  }

  private func range(of rows: Range<Int>) -> Range<Int> {
    (rows.lowerBound - window.row) * pieces..<(rows.upperBound - window.row) * pieces
  }
}

private func clear(_ marks: consuming MutableSpan<UInt8>) {
  for position in 0..<marks.count { marks[position] = 0 }
}

private func selectPlaces(
  _ marks: Span<UInt8>, pieces: Int, width: Int, _ usable: Span<UInt8>,
  into places: consuming MutableSpan<Int32>
) -> Int {
  guard pieces > 0 else { return 0 }
  precondition(usable.count == marks.count / pieces * width, "one mark per pixel")
  precondition(places.count >= usable.count, "room for every pixel")
  var count = 0
  var piece = 0
  for row in 0..<marks.count / pieces {
    for column in stride(from: 0, to: width, by: ZonalMarks.pieceWidth) {
      let isWanted = marks[piece] != 0
      piece &+= 1
      guard isWanted else { continue }
      let start = row &* width &+ column
      let length = min(ZonalMarks.pieceWidth, width &- column)
      if areAllSet(usable.extracting(start..<start &+ length)) {
        for offset in 0..<length {
          places[count &+ offset] = Int32(truncatingIfNeeded: start &+ offset)
        }
        count &+= length
        continue
      }
      for position in start..<start &+ length {
        // Written in any case and counted where it is usable: no branch is guessed.
        places[count] = Int32(truncatingIfNeeded: position)
        count &+= usable[position] == 0 ? 0 : 1
      }
    }
  }
  return count
}

@inline(always)
private func areAllSet(_ marks: Span<UInt8>) -> Bool {
  var clear: UInt8 = 0
  for position in marks.indices { clear |= marks[position] == 0 ? 1 : 0 }
  return clear == 0
}
