import Imagery

extension OutlineTracer {
  /// The next row of runs after `start`: the positions up to the first run of another row.
  static func rowEnd(from start: Int, _ runs: Span<PixelRun>) -> Int {
    var end = start
    while end < runs.count && runs[end].row == runs[start].row { end += 1 }
    return end
  }

  /// Gives every run the number of the first run of its 4-connected part.
  static func joinParts(_ runs: Span<PixelRun>, _ parts: inout MutableSpan<Int32>) {
    for index in parts.indices { parts[index] = Int32(truncatingIfNeeded: index) }
    var above = 0..<0
    var start = 0
    while start < runs.count {
      let row = start..<rowEnd(from: start, runs)
      if !above.isEmpty && runs[above.lowerBound].row + 1 == runs[start].row {
        joinRows(above, row, runs, &parts)
      }
      above = row
      start = row.upperBound
    }
    // Roots are the smallest members, so one pass in order replaces every link by its root.
    for index in parts.indices { parts[index] = parts[Int(parts[index])] }
  }

  private static func joinRows(
    _ above: Range<Int>, _ below: Range<Int>, _ runs: Span<PixelRun>,
    _ parts: inout MutableSpan<Int32>
  ) {
    var upper = above.lowerBound
    var lower = below.lowerBound
    while upper < above.upperBound && lower < below.upperBound {
      if runs[upper].start < runs[lower].end && runs[lower].start < runs[upper].end {
        join(Int32(truncatingIfNeeded: upper), Int32(truncatingIfNeeded: lower), &parts)
      }
      if runs[upper].end < runs[lower].end { upper += 1 } else { lower += 1 }
    }
  }

  private static func join(_ first: Int32, _ second: Int32, _ parts: inout MutableSpan<Int32>) {
    let a = root(of: first, &parts)
    let b = root(of: second, &parts)
    if a < b { parts[Int(b)] = a } else if b < a { parts[Int(a)] = b }
  }

  private static func root(of member: Int32, _ parts: inout MutableSpan<Int32>) -> Int32 {
    var current = member
    while parts[Int(current)] != current {
      // Halving the path keeps later searches short.
      parts[Int(current)] = parts[Int(parts[Int(current)])]
      current = parts[Int(current)]
    }
    return current
  }
}
