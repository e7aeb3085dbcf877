public import Diagnostics
public import Imagery
import Synchronization

/// A Cloud-Optimized GeoTIFF of one Int16 band in the making: workers compress its tiles, overviews included, while they
/// have the pixels in cache, and nothing is read again.
///
/// Each worker has an encoder (`makeEncoder`). Of a window it compresses what fills whole tiles, in the image and in the
/// overviews; the rest, small parts of the higher overviews, is handed over in reading order with `append`.
/// `finish` puts directories and tiles into their final order and the file into its place. The bytes depend on pixels and
/// description only.
///
/// Overviews are halves of halves; a pixel is the mean of the valid ones of two by two, rounded half away from zero.
///
/// - Complexity: memory is a row of tiles per overview from the second on. The disk holds the compressed tiles twice
///   while the file is finished.
public final class CloudRaster: Sendable {
  /// Windows are cut at multiples of this, but for the last of a row or column.
  public static let windowSide = 2 * CloudPyramid.tileSide

  let pyramid: CloudPyramid
  let output: RasterOutput
  private let path: String
  private let description: GeoTIFFDescription
  private let work: TemporaryFile
  private let tiles: OutputFile
  private let state: Mutex<State>

  /// Where a tile lies in the file of tiles; nothing before it is written.
  struct Place {
    var start = 0
    /// The bytes of the tile, without the numbers around it.
    var count = 0
  }

  private struct State: ~Copyable {
    /// The end of what is written or being written.
    var end = 0
    /// Per level, in reading order.
    var places: [[Place]]
    var strips: [OverviewStrip]
    var encoder: CloudTileEncoder
  }

  /// Starts a raster.
  ///
  /// - Parameters:
  ///   - path: The destination, a local file; its folder must exist.
  ///   - grid: Where the pixels are.
  ///   - output: One band of Int16 whose no-data number is the smallest, cloud-optimized with means; another description is a programmer's
  ///     error.
  /// - Throws: `.permission`, `.notFound` (no such folder), `.usage`, `.diskFull` or `.outputFailed`.
  public init(_ path: String, grid: Grid, _ output: RasterOutput) throws(TiankanError) {
    precondition(
      output.pixelType == .int16 && output.bands.count == 1
        && output.bands[0].noData == Double(Int16.min)
        && output.layout == .cloudOptimized(.average), "one band of Int16 with means")
    try RasterWriter.check(path, output)
    try LocalFile.checkWritable(path)
    let pyramid = CloudPyramid(columns: grid.columns, rows: grid.rows)
    description = try GeoTIFFDescription(path, grid: grid, output)
    work = TemporaryFile(for: path, suffix: ".tiles")
    tiles = try OutputFile(creating: work.path, subject: path)
    state = Mutex(
      State(
        places: pyramid.sizes.indices.map { level in
          Array(
            repeating: Place(), count: pyramid.tilesAcross(level) * pyramid.tilesDown(level))
        },
        strips: pyramid.sizes.map { OverviewStrip(columns: $0.columns, rows: $0.rows) },
        encoder: try CloudTileEncoder(output)))
    self.pyramid = pyramid
    self.output = output
    self.path = path
  }

  /// An encoder for one worker.
  ///
  /// - Parameter windowSize: How the image is cut: columns and rows of a window that does not end with the image, multiples of 512, or
  ///   the whole width or height.
  public func makeEncoder(
    windowSize: (columns: Int, rows: Int)
  ) throws(TiankanError) -> CloudRasterEncoder {
    CloudRasterEncoder(pyramid, try CloudTileEncoder(output), windowSize: windowSize)
  }

  /// Adds the parts of overviews that an encoder gave back; windows come in reading order.
  public func append(_ parts: [CloudRasterPart]) throws(TiankanError) {
    try state.withLock { (state) throws(TiankanError) in
      for part in parts {
        let level = part.level
        guard state.strips[level].place(part) else { continue }
        // The row of tiles is complete.
        let tileRow = part.window.row / CloudPyramid.tileSide
        for column in 0..<pyramid.tilesAcross(level) {
          let strip = state.strips[level]
          let stored = try strip.encode(column, with: &state.encoder)
          let place = Place(start: state.end, count: stored - 8)
          try tiles.write(state.encoder.stored(stored), at: place.start)
          state.end += stored
          state.places[level][tileRow * pyramid.tilesAcross(level) + column] = place
        }
        state.strips[level].clear()
      }
    }
  }

  /// Writes the bytes of a compressed tile; from any thread.
  func store(_ bytes: RawSpan, level: Int, column: Int, row: Int) throws(TiankanError) {
    let count = bytes.byteCount
    let start = state.withLock { state in
      let start = state.end
      state.end += count
      state.places[level][row * pyramid.tilesAcross(level) + column] = Place(
        start: start, count: count - 8)
      return start
    }
    try tiles.write(bytes, at: start)
  }

  /// Lays out the final file and puts it in the place of the destination.
  ///
  /// - Throws: `.diskFull`, `.permission` or `.outputFailed`; the destination is then as it was.
  public func finish() throws(TiankanError) {
    let places = state.withLock { $0.places }
    guard places.allSatisfy({ level in level.allSatisfy { $0.count > 0 } }) else {
      throw TiankanError(.bug, "the raster is finished before all its tiles are", subject: path)
    }
    var published = TemporaryFile(for: path, suffix: ".part.tif")
    let layout = CloudLayout(pyramid, output, description, places: places)
    do {
      let file = try OutputFile(creating: published.path, subject: path)
      // SAFETY: bytes have no padding.
      unsafe try file.write(layout.head.span.bytes, at: 0)
      for move in layout.moves {
        try file.copy(from: tiles, at: move.from, count: move.count, to: move.to)
      }
    }
    try published.publish()
  }
}
