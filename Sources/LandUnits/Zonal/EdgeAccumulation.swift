import Imagery

/// The number of binary places of exact shares.
let coverageShareBits = 48

private let wholeShare = Double(1 << 48)

/// Adds what edges change in the covered shares of a window's cells, each against the cell to its left.
///
/// `changes` has one column more than the window, for what the last column passes on.
func accumulate(
  _ edges: Span<OutlineEdge>, in window: Window, into changes: consuming MutableSpan<Int64>
) {
  precondition(changes.count >= (window.width + 1) * window.height)
  let firstRow = Double(window.row)
  let endRow = Double(window.endRow)
  for index in edges.indices {
    let edge = edges[index]
    guard edge.bottomY > firstRow, edge.topY < endRow else { continue }
    let slope = edge.slope
    // Both are at least 0 here, so truncation rounds down.
    var row = Int(max(firstRow, edge.topY))
    let last = Int(min(endRow, edge.bottomY.rounded(.up)))
    var top = Double(row)
    var x = edge.topX
    var height: Int64 = 0
    if edge.topY >= top {
      height = Int64((edge.topY - top) * wholeShare + 0.5)
    } else {
      x = edge.x(at: top, slope: slope)
    }
    while row < last {
      let bottom = top + 1
      let ends = edge.bottomY <= bottom
      let nextX = ends ? edge.bottomX : edge.x(at: bottom, slope: slope)
      let nextHeight = Int64((ends ? edge.bottomY - top : 1) * wholeShare + 0.5)
      accumulatePiece(
        left: min(x, nextX), right: max(x, nextX), height: nextHeight &- height, side: edge.side,
        firstChange: (row - window.row) * (window.width + 1), window: window, into: &changes)
      x = nextX
      height = 0
      row += 1
      top = bottom
    }
  }
}

/// Adds the piece of an edge within one row: `height` in units of a share, spread evenly from `left` to `right`.
@inline(always)
private func accumulatePiece(
  left: Double, right: Double, height: Int64, side: Int64, firstChange: Int, window: Window,
  into changes: inout MutableSpan<Int64>
) {
  let firstColumn = Double(window.column)
  if left >= Double(window.endColumn) { return }
  if right <= firstColumn {
    changes[firstChange] &+= side &* height
    return
  }
  let total = Double(height)
  let width = right - left
  var start = left
  var done: Int64 = 0
  if left < firstColumn {
    // What lies beside the window covers the window's row from its first column on.
    done = Int64((firstColumn - left) / width * total + 0.5)
    changes[firstChange] &+= side &* done
    start = firstColumn
  }
  var column = Int(start)
  var position = firstChange + column - window.column
  while column < window.endColumn {
    let edge = Double(column + 1)
    let ends = right <= edge
    let end = ends ? right : edge
    let reached = ends ? height : Int64((edge - left) / width * total + 0.5)
    let part = reached &- done
    // The mean distance from the cell's left side is the share of the piece's height that is not covered in this cell.
    let offset = ((start - Double(column)) + (end - Double(column))) * 0.5
    let passed = Int64(Double(part) * offset + 0.5)
    changes[position] &+= side &* (part &- passed)
    changes[position + 1] &+= side &* passed
    if ends { return }
    done = reached
    start = edge
    column += 1
    position += 1
  }
}
