public import Diagnostics
public import Geometry
public import Imagery

extension UnitCoverage {
  /// The pixels whose centres lie inside an outline: what a unit gets where every pixel belongs to one unit only.
  ///
  /// A centre on an edge belongs to the unit to the east of it (below it, for a level edge), so that of units that have edges in common exactly
  /// one gets each centre. Narrow units may get none; statistics use coverage instead.
  ///
  /// - Parameters:
  ///   - outline: a valid geometry in the CRS of the grid.
  ///   - grid: the cells.
  ///   - limits: the cells wanted; nil for the whole grid.
  /// - Returns: runs, row after row, in each row from west to east.
  /// - Throws: `.invalidGeometry` for coordinates that are not finite.
  /// - Complexity: O(n log n) in the crossings of edges with rows' middles.
  public static func centreRuns(
    of outline: MultiPolygon, on grid: Grid, within limits: Window? = nil
  ) throws(TiankanError) -> [PixelRun] {
    var edges = OutlineEdges()
    try edges.replace(with: outline, on: grid)
    let window = edges.window(in: limits?.intersection(grid.window) ?? grid.window)
    return edges.centreRuns(in: window)
  }
}

extension OutlineEdges {
  /// The cells of a window whose centres lie inside, row after row, in each row from west to east.
  func centreRuns(in window: Window) -> [PixelRun] {
    guard !window.isEmpty else { return [] }
    var crossings: [(row: Int, column: Int)] = []
    for edge in edges {
      let first = max(
        Double(window.row), min(Double(window.endRow), (edge.topY - 0.5).rounded(.up)))
      let end = max(
        Double(window.row), min(Double(window.endRow), (edge.bottomY - 0.5).rounded(.up)))
      let slope = edge.slope
      for row in Int(first)..<max(Int(first), Int(end)) {
        let x = edge.x(at: Double(row) + 0.5, slope: slope)
        let column = max(
          Double(window.column), min(Double(window.endColumn), (x - 0.5).rounded(.up)))
        crossings.append((row, Int(column)))
      }
    }
    crossings.sort { $0 < $1 }
    var runs: [PixelRun] = []
    for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
      let (row, start) = crossings[pair]
      let end = crossings[pair + 1].column
      guard start < end else { continue }
      if let last = runs.last, Int(last.row) == row, Int(last.end) == start {
        runs[runs.count - 1].end = Int32(end)
      } else {
        runs.append(PixelRun(row: Int32(row), start: Int32(start), end: Int32(end)))
      }
    }
    return runs
  }
}
