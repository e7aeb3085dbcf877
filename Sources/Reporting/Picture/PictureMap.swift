import Imagery

/// The two images of a pair as they were before anything was drawn over them, with the outlines as lines: what paper shows
/// sharper than a finished picture.
public struct PictureMap: Hashable, Sendable {
  /// One of the two dates.
  enum Side: Hashable, Sendable {
    case before, after
  }

  /// Where the pixels are.
  let grid: Grid
  /// Their size on the ground.
  let resolution: GroundResolution
  /// Pixels of the earlier date, row after row, `0xAARRGGBB`; 0 is no data.
  let before: [UInt32]
  /// Pixels of the later date.
  let after: [UInt32]
  /// Outlines of clues, in pixels right of and below the upper left corner.
  let clues: [[Point]]
  /// Boundaries of land units, in the same way.
  let boundaries: [[Point]]

  /// The height of a picture of this ground as a multiple of its width.
  var heightPerWidth: Double {
    Double(grid.rows) * resolution.height / (Double(grid.columns) * resolution.width)
  }
}
