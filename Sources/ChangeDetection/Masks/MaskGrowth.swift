import Imagery

/// Grows marked pixels by a disk: every pixel whose centre is within a distance of a marked pixel's centre.
///
/// The dilation by a Euclidean disk is exact. A first pass finds for each pixel the rows to the nearest mark in its
/// column; a mark `d` rows away covers `halfWidths[d]` columns to either side, so a second pass along each row keeps
/// the farthest column reached so far, once from the left and once from the right. This is the two-pass scheme of exact
/// distance transforms (Meijster et al. 2000) with a fixed radius.
///
/// - Complexity: linear in the pixels, whatever the radius.
struct MaskGrowth: Sendable {
  /// Columns covered on either side by a mark that is 0, 1, 2, … rows away.
  let halfWidths: [Int32]
  /// The radius in pixels, along the longer of both axes.
  let halo: Int

  /// Creates the growth by a radius and pixel size in metres.
  init(radius: Double, pixelWidth: Double, pixelHeight: Double) {
    precondition(pixelWidth > 0 && pixelHeight > 0, "pixels must have a positive size")
    let rows = max(0, Int((radius / pixelHeight).rounded(.down)))
    halfWidths = (0...rows).map { distance in
      let vertical = Double(distance) * pixelHeight
      let horizontal = max(0, radius * radius - vertical * vertical).squareRoot()
      return Int32((horizontal / pixelWidth).rounded(.down))
    }
    halo = max(rows, Int(halfWidths[0]))
  }

  /// Sets a meaning bit on all pixels of the core that lie within the radius of a pixel carrying `seed` anywhere in
  /// `meanings`; `distances` is working memory.
  func grow(
    _ bit: UInt8, from seed: UInt8, in meanings: inout Raster<UInt8>,
    distances: inout Raster<UInt16>, core: Window
  ) {
    let width = meanings.width
    distances.reshape(width: width, height: meanings.height)
    var distanceView = distances.mutableSamples
    measure(seed, meanings.samples, width: width, into: &distanceView)
    var meaningView = meanings.mutableSamples
    for row in core.row..<core.endRow {
      let range = row * width..<(row + 1) * width
      spread(
        bit, distanceView.span.extracting(range), halfWidths.span, start: range.lowerBound,
        columns: core.column..<core.endColumn, into: &meaningView)
    }
  }

  /// Rows to the nearest marked pixel of the same column, `halfWidths.count` where none is that near.
  private func measure(
    _ bit: UInt8, _ meanings: Span<UInt8>, width: Int, into distances: inout MutableSpan<UInt16>
  ) {
    let far = UInt16(halfWidths.count)
    let count = meanings.count
    precondition(distances.count == count && width > 0 && count >= width)
    for i in 0..<width { distances[i] = meanings[i] & bit != 0 ? 0 : far }
    for i in width..<count {
      let next = min(distances[i &- width] &+ 1, far)
      distances[i] = meanings[i] & bit != 0 ? 0 : next
    }
    var i = count &- width
    while i > 0 {
      i &-= 1
      distances[i] = min(distances[i], distances[i &+ width] &+ 1)
    }
  }
}

/// Marks the columns of one row that the marks of its columns reach.
private func spread(
  _ bit: UInt8, _ distances: Span<UInt16>, _ halfWidths: Span<Int32>, start: Int,
  columns: Range<Int>, into meanings: inout MutableSpan<UInt8>
) {
  let far = UInt16(halfWidths.count)
  var reach = -1
  for column in 0..<columns.upperBound {
    let distance = distances[column]
    if distance < far { reach = max(reach, column + Int(halfWidths[Int(distance)])) }
    if column >= columns.lowerBound && column <= reach { meanings[start + column] |= bit }
  }
  reach = distances.count
  var column = distances.count
  while column > columns.lowerBound {
    column -= 1
    let distance = distances[column]
    if distance < far { reach = min(reach, column - Int(halfWidths[Int(distance)])) }
    if column < columns.upperBound && column >= reach { meanings[start + column] |= bit }
  }
}
