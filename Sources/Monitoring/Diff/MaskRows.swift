import Diagnostics
import GeoIO
import Imagery

/// The last rows of the change mask, held back until no region can still be dropped from them.
///
/// A region below the minimum mapping unit has fewer pixels than that, so it cannot reach further up than as many
/// rows. Rows older than this are final and go to the file in strips; memory does not grow with the scene.
struct MaskRows: ~Copyable {
  private var writer: RasterWriter
  private let columns: Int
  private let rows: Int
  private let reach: Int
  private let stripHeight: Int
  /// A ring of the rows `flushed ..< next`: row r lies at r mod its height.
  private var ring: Raster<UInt8>
  private var strip: Raster<UInt8>
  private var flushed = 0
  private var next = 0

  /// - Parameters:
  ///   - writer: The file, one band of UInt8 on the grid.
  ///   - reach: How many rows a region that may still be dropped can span.
  init(writer: consuming RasterWriter, grid: Grid, reach: Int) {
    self.writer = writer
    columns = grid.columns
    rows = grid.rows
    self.reach = reach + 2
    stripHeight = min(grid.rows, 512)
    ring = Raster(width: grid.columns, height: min(grid.rows, stripHeight + reach + 4))
    strip = Raster(width: grid.columns, height: stripHeight)
  }

  /// Adds the next row, as cleaned: 0, 1 or 255.
  mutating func append(_ states: Span<UInt8>) throws(TiankanError) {
    precondition(states.count == columns && next < rows, "one row of the grid at a time")
    if next - flushed == ring.height { try flushStrip() }
    let start = next % ring.height * columns
    var row = ring.mutableSamples(in: start..<start + states.count)
    for column in states.indices { row[column] = states[column] }
    next += 1
  }

  /// Takes the pixels of a dropped region out of the mask.
  mutating func clear(_ runs: [PixelRun]) {
    for run in runs {
      precondition(Int(run.row) >= flushed, "a dropped region reaches no row that is final")
      let start = Int(run.row) % ring.height * columns
      var row = ring.mutableSamples(in: start..<start + columns)
      for column in Int(run.start)..<Int(run.end) { row[column] = 0 }
    }
  }

  /// Writes the remaining rows and puts the file in its place.
  consuming func finish() throws(TiankanError) {
    while flushed < next { try flush(min(stripHeight, next - flushed)) }
    try writer.finish()
  }

  /// Writes one strip; what remains is at least as high as a droppable region can reach.
  private mutating func flushStrip() throws(TiankanError) {
    try flush(min(stripHeight, next - flushed - reach))
  }

  private mutating func flush(_ height: Int) throws(TiankanError) {
    strip.reshape(width: columns, height: height)
    copyRows(flushed..<flushed + height, of: ring, to: &strip)
    let window = Window(column: 0, row: flushed, width: columns, height: height)
    try write(strip, at: window, to: &writer)
    flushed += height
  }
}

/// Copies rows out of a ring in which row r lies at r mod its height.
private func copyRows(
  _ rows: Range<Int>, of ring: borrowing Raster<UInt8>, to strip: inout Raster<UInt8>
) {
  let columns = ring.width
  for (position, row) in rows.enumerated() {
    let from = row % ring.height * columns
    let source = ring.samples.extracting(from..<from + columns)
    var target = strip.mutableSamples(in: position * columns..<(position + 1) * columns)
    for column in source.indices { target[column] = source[column] }
  }
}

private func write(
  _ strip: borrowing Raster<UInt8>, at window: Window, to writer: inout RasterWriter
) throws(TiankanError) {
  try writer.write(band: 1, window: window, strip.samples)
}
