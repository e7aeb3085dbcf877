/// A rectangle of pixels: half-open in both axes.
///
/// `column` and `row` count from the upper left corner of a grid; a window may reach outside its grid (a halo at
/// the scene's edge does).
public struct Window: Hashable, Sendable {
  /// The first column.
  public var column: Int
  /// The first row.
  public var row: Int
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// Creates a window; negative sizes are a programmer's error.
  public init(column: Int, row: Int, width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a window's size cannot be negative")
    self.column = column
    self.row = row
    self.width = width
    self.height = height
  }
}

extension Window {
  /// One past the last column.
  public var endColumn: Int { column + width }
  /// One past the last row.
  public var endRow: Int { row + height }
  /// The number of pixels.
  public var pixelCount: Int { width * height }
  /// Whether the window holds no pixel.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// The part common to both windows; empty where they do not meet.
  public func intersection(_ other: Window) -> Window {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Window(
      column: left, row: top,
      width: max(0, min(endColumn, other.endColumn) - left),
      height: max(0, min(endRow, other.endRow) - top))
  }

  /// The window grown by `margin` pixels on every side.
  public func expanded(by margin: Int) -> Window {
    Window(
      column: column - margin, row: row - margin,
      width: width + 2 * margin, height: height + 2 * margin)
  }

  /// Whether `other` lies inside.
  public func contains(_ other: Window) -> Bool {
    other.column >= column && other.row >= row && other.endColumn <= endColumn
      && other.endRow <= endRow
  }
}
