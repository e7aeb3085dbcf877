extension Grid {
  /// The grid of a window's pixels; the window may reach outside.
  public func cropped(to window: Window) -> Grid {
    var grid = self
    grid.originX = x(ofColumnEdge: window.column)
    grid.originY = y(ofRowEdge: window.row)
    grid.columns = window.width
    grid.rows = window.height
    return grid
  }

  /// A grid over the same place whose pixels are whole multiples of this one's, with at most `limit` columns and rows.
  ///
  /// The last column and row may reach over the edge. A grid that is small enough is returned as it is.
  public func coarsened(toAtMost limit: Int) -> Grid {
    precondition(limit > 0, "a picture has a pixel")
    let factor = (max(columns, rows) + limit - 1) / limit
    guard factor > 1 else { return self }
    var grid = self
    grid.pixelWidth *= Double(factor)
    grid.pixelHeight *= Double(factor)
    grid.columns = (columns + factor - 1) / factor
    grid.rows = (rows + factor - 1) / factor
    return grid
  }

  /// The pixels that a rectangle of coordinates touches, within the grid.
  public func window(fromX minX: Double, y minY: Double, toX maxX: Double, y maxY: Double) -> Window
  {
    let left = Int(((minX - originX) / pixelWidth).rounded(.down))
    let right = Int(((maxX - originX) / pixelWidth).rounded(.up))
    let top = Int(((originY - maxY) / pixelHeight).rounded(.down))
    let bottom = Int(((originY - minY) / pixelHeight).rounded(.up))
    return Window(
      column: left, row: top, width: max(0, right - left), height: max(0, bottom - top)
    ).intersection(window)
  }
}
