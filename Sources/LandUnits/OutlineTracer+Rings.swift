import Imagery

extension OutlineTracer {
  /// Reads the rings off the links; leaves links negated and, in `parts`, the polygon of every part at its first run.
  static func readRings(
    _ runs: Span<PixelRun>, _ parts: inout MutableSpan<Int32>,
    _ following: inout MutableSpan<Int32>
  ) -> [TracedPolygon] {
    var polygons: [TracedPolygon] = []
    // Rings are gathered here and copied, so that each takes no more memory than it needs.
    var gathered: [GridCorner] = []
    for run in runs.indices {
      let part = Int(parts[run])
      // The first run of a part is met first, and its left edge lies on the exterior: nothing of the part is west or
      // north of it.
      if part == run {
        readRing(from: 2 * run, runs, &following, into: &gathered)
        parts[run] = ~Int32(truncatingIfNeeded: polygons.count)
        polygons.append(TracedPolygon(exterior: compact(gathered)))
      }
      for edge in 2 * run...2 * run + 1 where following[edge] >= 0 {
        let polygon = Int(~parts[part])
        readRing(from: edge, runs, &following, into: &gathered)
        polygons[polygon].holes.append(compact(gathered))
      }
    }
    return polygons
  }

  /// A copy in memory of its own and of just the size needed.
  private static func compact(_ corners: [GridCorner]) -> [GridCorner] {
    [GridCorner](capacity: corners.count) { copy in
      for corner in corners { copy.append(corner) }
    }
  }

  /// Follows a ring from an edge once around, keeping the corners at which it turns.
  private static func readRing(
    from start: Int, _ runs: Span<PixelRun>, _ following: inout MutableSpan<Int32>,
    into corners: inout [GridCorner]
  ) {
    corners.removeAll(keepingCapacity: true)
    // An exterior is entered at the upper end of a left edge, which is its first corner; a hole at the upper end of a
    // right edge, to which the walk comes by itself.
    if start & 1 == 0 { corners.append(corner(atStartOf: start, runs)) }
    var edge = start
    repeat {
      let next = Int(following[edge])
      following[edge] = ~Int32(truncatingIfNeeded: next)
      let here = corner(atEndOf: edge, runs)
      let there = corner(atStartOf: next, runs)
      // Two edges on one column are one straight line.
      if here.column != there.column {
        corners.append(here)
        corners.append(there)
      }
      edge = next
    } while edge != start
    if start & 1 == 1, let first = corners.first { corners.append(first) }
  }

  private static func corner(atStartOf edge: Int, _ runs: Span<PixelRun>) -> GridCorner {
    let run = runs[edge / 2]
    return edge & 1 == 0
      ? GridCorner(column: run.start, row: run.row)
      : GridCorner(column: run.end, row: run.row + 1)
  }

  private static func corner(atEndOf edge: Int, _ runs: Span<PixelRun>) -> GridCorner {
    let run = runs[edge / 2]
    return edge & 1 == 0
      ? GridCorner(column: run.start, row: run.row + 1)
      : GridCorner(column: run.end, row: run.row)
  }
}
