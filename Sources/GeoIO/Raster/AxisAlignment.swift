import Imagery

/// How the pixels of a grid lie on those of a source of the same CRS, along one axis.
///
/// A position is measured in source pixels from the source's first edge: target edge `i` lies at `offset + i × ratio`.
/// Positions are rounded to 1/65536 of a source pixel, far below the thousandth at which grids count as equal, so that
/// the last digits of printed origins cannot move a pixel's centre across an edge.
struct AxisAlignment: Equatable {
  /// The position of the grid's first edge.
  var offset: Double
  /// The size of a target pixel in source pixels.
  var ratio: Double
  /// The number of source pixels.
  var count: Int

  /// The alignment of columns.
  static func columns(of grid: Grid, on source: Grid) -> Self {
    Self(
      offset: (grid.originX - source.originX) / source.pixelWidth,
      ratio: grid.pixelWidth / source.pixelWidth, count: source.columns
    ).snapped(over: grid.columns)
  }

  /// The alignment of rows.
  static func rows(of grid: Grid, on source: Grid) -> Self {
    Self(
      offset: (source.originY - grid.originY) / source.pixelHeight,
      ratio: grid.pixelHeight / source.pixelHeight, count: source.rows
    ).snapped(over: grid.rows)
  }

  /// The shift in whole pixels where target pixels are source pixels; `nil` where they are not.
  var wholeShift: Int? {
    guard ratio == 1, offset == offset.rounded(), abs(offset) < 1e9 else { return nil }
    return Int(offset)
  }

  /// Whether target pixels are larger than source pixels, so that several are averaged.
  var isReducing: Bool { ratio > 1 + 1e-6 }

  /// The source position of an edge of the grid.
  func position(ofEdge edge: Int) -> Double { rounded(offset + Double(edge) * ratio) }

  /// The source position of a pixel's centre.
  func position(ofCentre pixel: Int) -> Double {
    rounded(offset + (Double(pixel) + 0.5) * ratio)
  }

  private func rounded(_ position: Double) -> Double { (position * 65536).rounded() / 65536 }

  /// Makes pixels coincide exactly where they do so to a thousandth of a pixel from the first edge to the last.
  private func snapped(over length: Int) -> Self {
    let shift = offset.rounded()
    let end = offset + Double(length) * ratio
    guard abs(offset - shift) <= 1e-3, abs(end - shift - Double(length)) <= 1e-3 else {
      return self
    }
    return Self(offset: shift, ratio: 1, count: count)
  }
}
