import Imagery

/// Cuts a tile out of a plane and takes horizontal differences (TIFF predictor 2) on the way.
///
/// Where the plane ends before the tile does, its last column and row are repeated, which costs next to nothing.
///
/// - Parameters:
///   - plane: Rows of `width` samples.
///   - part: The part of the tile that the plane has; not empty.
///   - side: The side of the tile.
///   - isDifferenced: Whether each sample is replaced by its difference to the one on its left; differences wrap around.
///   - tile: Receives `side` × `side` samples.
func cutTile(
  from plane: Span<Int16>, width: Int, part: Window, side: Int, isDifferenced: Bool,
  into tile: inout MutableSpan<Int16>
) {
  precondition(!part.isEmpty && part.width <= side && part.height <= side, "a part of the tile")
  precondition(tile.count == side * side, "the tile has another size")
  for row in 0..<side {
    let line = (part.row + min(row, part.height - 1)) * width + part.column
    let source = plane.extracting(line..<line + part.width)
    if isDifferenced {
      difference(source, start: row * side, side: side, into: &tile)
    } else {
      for column in 0..<side {
        tile[row * side + column] = source[min(column, part.width - 1)]
      }
    }
  }
}

private func difference(
  _ source: Span<Int16>, start: Int, side: Int, into tile: inout MutableSpan<Int16>
) {
  let count = source.count
  precondition(count > 0 && count <= side && start >= 0 && start + side <= tile.count)
  tile[start] = source[0]
  for column in 1..<max(1, count) {
    tile[start &+ column] = source[column] &- source[column &- 1]
  }
  for column in count..<side { tile[start &+ column] = 0 }
}
