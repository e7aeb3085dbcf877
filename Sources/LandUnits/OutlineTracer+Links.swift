import Imagery

// Edges: run i has its left edge 2i, which runs down on the map, and its right edge 2i + 1, which runs up; so the pixels
// of the run lie on the left hand. Along a row boundary, a ring runs east under pixels (background below) and west
// above pixels (background above).

extension OutlineTracer {
  /// Finds for every vertical edge the vertical edge that follows on its ring.
  static func linkEdges(
    _ runs: Span<PixelRun>, _ parts: Span<Int32>, _ following: inout MutableSpan<Int32>
  ) {
    var above = 0..<0
    var start = 0
    while start < runs.count {
      let row = start..<rowEnd(from: start, runs)
      if !above.isEmpty && runs[above.lowerBound].row + 1 < runs[start].row {
        linkBoundary(above: above, below: start..<start, runs, parts, &following)
        above = start..<start
      }
      linkBoundary(above: above, below: row, runs, parts, &following)
      above = row
      start = row.upperBound
    }
    linkBoundary(above: above, below: start..<start, runs, parts, &following)
  }

  /// Links the edges that end or begin on one row boundary, sweeping it from west to east.
  ///
  /// Between two ends of runs the boundary belongs to no ring (pixels on both sides, or on none), to a ring on its way
  /// east (pixels only above), or to one on its way west (pixels only below). On the way east the sweep holds the
  /// edge the ring comes from, on the way west the edge it goes to.
  private static func linkBoundary(
    above: Range<Int>, below: Range<Int>, _ runs: Span<PixelRun>, _ parts: Span<Int32>,
    _ following: inout MutableSpan<Int32>
  ) {
    var upper = RunEnds(above)
    var lower = RunEnds(below)
    var held: Int32 = -1
    while true {
      let upperColumn = upper.column(runs)
      let lowerColumn = lower.column(runs)
      if upperColumn == Int32.max && lowerColumn == Int32.max { return }
      let isOnRing = upper.isInside != lower.isInside
      let upperEdge = upper.edge
      let lowerEdge = lower.edge
      if upperColumn != lowerColumn {
        let isUpper = upperColumn < lowerColumn
        let edge = isUpper ? upperEdge : lowerEdge
        // Left edges above and right edges below lead to the boundary, the others away from it.
        let arrives = isUpper ? !upper.isInside : lower.isInside
        if !isOnRing {
          held = edge
        } else if arrives {
          following[Int(edge)] = held
        } else {
          following[Int(held)] = edge
        }
        if isUpper { upper.advance() } else { lower.advance() }
        continue
      }
      if !isOnRing {
        if upper.isInside {
          following[Int(lowerEdge)] = upperEdge
        } else {
          following[Int(upperEdge)] = lowerEdge
        }
      } else {
        // Two pixels that touch in this corner: pass from one to the other if they are of one part.
        let isOnePart = parts[upper.run] == parts[lower.run]
        if upper.isInside {
          following[Int(held)] = isOnePart ? lowerEdge : upperEdge
          held = isOnePart ? upperEdge : lowerEdge
        } else {
          following[Int(isOnePart ? upperEdge : lowerEdge)] = held
          held = isOnePart ? lowerEdge : upperEdge
        }
      }
      upper.advance()
      lower.advance()
    }
  }
}

/// Walks over the ends of the runs of one row, from west to east.
private struct RunEnds {
  /// The current run.
  var run: Int
  /// Whether the walk has passed the start of the current run.
  var isInside = false
  private let end: Int

  init(_ runs: Range<Int>) {
    run = runs.lowerBound
    end = runs.upperBound
  }

  /// The column of the next end, or the largest number after the last.
  func column(_ runs: Span<PixelRun>) -> Int32 {
    guard run < end else { return .max }
    return isInside ? runs[run].end : runs[run].start
  }

  /// The vertical edge at the next end.
  var edge: Int32 { Int32(truncatingIfNeeded: 2 * run + (isInside ? 1 : 0)) }

  mutating func advance() {
    if isInside { run += 1 }
    isInside.toggle()
  }
}
