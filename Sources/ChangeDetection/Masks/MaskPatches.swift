import Imagery

/// Finds the marks that belong to a patch of some width: those inside a square of marked pixels (an opening by that square).
///
/// Squares count as a whole: a corner is a pixel with enough marks above it and enough such pixels to its left. From the
/// corners the squares are filled back, first along rows, then along columns.
///
/// - Complexity: linear in the pixels, whatever the width.
struct MaskPatches: Sendable {
  /// The side of the square in columns and rows; 1 or less leaves every mark.
  let columns: Int
  let rows: Int

  /// Creates the search for patches from a width on, by width and pixel size in metres.
  init(width: Double, pixelWidth: Double, pixelHeight: Double) {
    precondition(pixelWidth > 0 && pixelHeight > 0, "pixels must have a positive size")
    columns = max(1, Int((width / pixelWidth).rounded()))
    rows = max(1, Int((width / pixelHeight).rounded()))
  }

  /// Whether patches differ from single marks.
  var isNeeded: Bool { columns > 1 || rows > 1 }

  /// How many pixels beyond a pixel decide about it.
  var halo: Int { max(columns, rows) - 1 }

  /// Sets `patch` on the pixels whose `bit` lies in a patch and clears it on all others; `counts` is working memory.
  func mark(
    _ bit: UInt8, as patch: UInt8, in meanings: inout Raster<UInt8>, counts: inout Raster<UInt16>
  ) {
    counts.reshape(width: meanings.width, height: meanings.height)
    let width = meanings.width
    var meanings = meanings.mutableSamples
    var counts = counts.mutableSamples
    countAbove(bit, meanings.span, width: width, into: &counts)
    var start = 0
    while start < counts.count {
      markRow(start..<start &+ width, patch, counts.span, in: &meanings)
      start &+= width
    }
    fillColumns(patch, width: width, counts: &counts, in: &meanings)
  }

  /// The marks in succession that end at each pixel, downwards.
  private func countAbove(
    _ bit: UInt8, _ meanings: Span<UInt8>, width: Int, into counts: inout MutableSpan<UInt16>
  ) {
    precondition(counts.count == meanings.count && width > 0 && meanings.count >= width)
    for i in 0..<width { counts[i] = meanings[i] & bit != 0 ? 1 : 0 }
    for i in width..<meanings.count {
      counts[i] = meanings[i] & bit != 0 ? min(counts[i &- width], .max &- 1) &+ 1 : 0
    }
  }

  /// Sets `patch` on the lowest row of every square whose lower right corner lies in this row.
  private func markRow(
    _ row: Range<Int>, _ patch: UInt8, _ counts: Span<UInt16>,
    in meanings: inout MutableSpan<UInt8>
  ) {
    var run = 0
    var marked = row.lowerBound
    for i in row {
      meanings[i] &= ~patch
      run = Int(counts[i]) >= rows ? run &+ 1 : 0
      guard run >= columns else { continue }
      var position = max(marked, i &- columns &+ 1)
      while position <= i {
        meanings[position] |= patch
        position &+= 1
      }
      marked = i &+ 1
    }
  }

  /// Sets `patch` on the rows above each lowest row of a square.
  private func fillColumns(
    _ patch: UInt8, width: Int, counts: inout MutableSpan<UInt16>,
    in meanings: inout MutableSpan<UInt8>
  ) {
    // From below: how many rows of a square are still to come at each pixel.
    let height = UInt16(clamping: rows)
    var i = meanings.count
    while i > 0 {
      i &-= 1
      let below = i &+ width < meanings.count ? counts[i &+ width] : 0
      let left = meanings[i] & patch != 0 ? height : below > 0 ? below &- 1 : 0
      counts[i] = left
      if left > 0 { meanings[i] |= patch }
    }
  }
}
