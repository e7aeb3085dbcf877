public import Diagnostics
public import Geometry
public import Imagery

extension UnitCoverage {
  /// The cells whose weight is at least `weight`, with their weights.
  public func keeping(weightAtLeast weight: UInt32) -> UnitCoverage {
    filtered { _, _, cell in cell >= weight }
  }

  /// The cells inside a window.
  public func clipped(to window: Window) -> UnitCoverage {
    filtered { column, row, _ in
      column >= window.column && column < window.endColumn && row >= window.row
        && row < window.endRow
    }
  }

  /// The cells that surely belong to the unit alone: those of the outline shrunk inwards that are covered to a certain share.
  ///
  /// `effectivePixels` of the result says whether a unit is large enough to be judged; it is empty where nothing is left. Distances are
  /// in pixels, along both axes, so that they hold for pixels that are not square.
  ///
  /// - Parameters:
  ///   - outline: a valid geometry in the CRS of the grid.
  ///   - grid: the cells.
  ///   - inwards: how far the outline is shrunk, in pixels.
  ///   - weight: the smallest weight to keep.
  ///   - limits: the cells wanted; nil for the whole grid.
  /// - Throws: `.invalidGeometry` for an outline that cannot be shrunk.
  public static func pure(
    of outline: MultiPolygon, on grid: Grid, inwards: Double = 0.5,
    weightAtLeast weight: UInt32 = CoverageWeight.half, within limits: Window? = nil
  ) throws(TiankanError) -> UnitCoverage {
    let shrunk = try outline.shrunk(byPixels: inwards, of: grid)
    return try UnitCoverage(of: shrunk, on: grid, within: limits)
      .keeping(weightAtLeast: weight)
  }

  private func filtered(_ keeps: (Int, Int, UInt32) -> Bool) -> UnitCoverage {
    var kept = CoverageTable()
    var first = 0
    while first < table.runs.count {
      let row = Int(table.runs[first].row)
      var rowWeights = Array(repeating: UInt32(0), count: window.width)
      while first < table.runs.count, Int(table.runs[first].row) == row {
        let run = table.runs[first]
        for column in Int(run.start)..<Int(run.end) {
          let cell =
            run.isFull
            ? CoverageWeight.full : table.weights[Int(run.firstWeight) + column - Int(run.start)]
          if keeps(column, row, cell) { rowWeights[column - window.column] = cell }
        }
        first += 1
      }
      kept.appendRow(row, firstColumn: window.column, weights: rowWeights.span)
    }
    return UnitCoverage(kept)
  }
}

extension MultiPolygon {
  /// The outline moved inwards by a distance in pixels.
  func shrunk(byPixels distance: Double, of grid: Grid) throws(TiankanError) -> MultiPolygon {
    guard distance != 0 else { return self }
    let pixels = mapCoordinates {
      Coordinate(
        x: ($0.x - grid.originX) / grid.pixelWidth, y: (grid.originY - $0.y) / grid.pixelHeight)
    }
    return try pixels.buffered(by: -distance).mapCoordinates {
      Coordinate(
        x: grid.originX + $0.x * grid.pixelWidth, y: grid.originY - $0.y * grid.pixelHeight)
    }
  }
}
