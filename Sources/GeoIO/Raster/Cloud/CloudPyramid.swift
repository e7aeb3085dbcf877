import Imagery

/// The sizes of an image and of its overviews, each of which has half of the columns and rows of the one before.
struct CloudPyramid: Sendable {
  /// The side of a tile.
  static let tileSide = RasterOutput.blockSize
  /// Windows start at multiples of 2 to this power, so that their halves start at whole pixels in every level.
  static let largestLevel = 9

  /// The columns and rows of each level; the first is the image.
  let sizes: [(columns: Int, rows: Int)]

  /// Halves an image until it fits into one tile.
  init(columns: Int, rows: Int) {
    var sizes = [(columns: columns, rows: rows)]
    while let last = sizes.last, sizes.count <= Self.largestLevel,
      max(last.columns, last.rows) > Self.tileSide
    {
      sizes.append((columns: (last.columns + 1) / 2, rows: (last.rows + 1) / 2))
    }
    self.sizes = sizes
  }

  /// The tiles of a level side by side.
  func tilesAcross(_ level: Int) -> Int {
    (sizes[level].columns + Self.tileSide - 1) / Self.tileSide
  }

  /// The tiles of a level below each other.
  func tilesDown(_ level: Int) -> Int {
    (sizes[level].rows + Self.tileSide - 1) / Self.tileSide
  }

  /// What a window of the image becomes in a level.
  func window(_ window: Window, level: Int) -> Window {
    let column = window.column >> level
    let row = window.row >> level
    return Window(
      column: column, row: row, width: Self.reduced(window.endColumn, level) - column,
      height: Self.reduced(window.endRow, level) - row)
  }

  private static func reduced(_ position: Int, _ level: Int) -> Int {
    (position + (1 << level) - 1) >> level
  }
}
