import CGDAL
public import Diagnostics
public import Imagery

/// Writes a plain tiled GeoTIFF whose pixels come in order: band after band, from top to bottom, whole rows of tiles at a time.
///
/// For rasters of which the caller can give any row when it is asked for. Where windows come as they are computed, `RasterWriter`
/// puts them in order, for which it writes and reads all pixels uncompressed. The bytes depend on pixels and description only. Until
/// `finish` an existing file stays as it is.
///
/// - Complexity: memory is that of GDAL for one row of tiles.
public struct StripRasterWriter: ~Copyable {
  /// The rows that are written at a time; the last ones may be fewer.
  public static let stripHeight = RasterOutput.blockSize

  private let path: String
  private let grid: Grid
  private let output: RasterOutput
  private var published: TemporaryFile
  private let dataset: GDALDataset

  /// Starts a raster.
  ///
  /// - Parameters:
  ///   - path: The destination, a local file; its folder must exist.
  ///   - grid: Where the pixels are.
  ///   - output: Type, bands and metadata; a layout with overviews is a programmer's error.
  /// - Throws: `.permission`, `.notFound` (no such folder), `.usage`, `.diskFull` or `.outputFailed`.
  public init(_ path: String, grid: Grid, _ output: RasterOutput) throws(TiankanError) {
    precondition(output.layout == .tiled, "overviews need all pixels")
    try RasterWriter.check(path, output)
    try LocalFile.checkWritable(path)
    let published = TemporaryFile(for: path, suffix: ".part.tif")
    let dataset = try RasterWriter.create(
      published.path, grid: grid, output, options: output.creationOptions, subject: path)
    try RasterWriter.describe(dataset, grid: grid, output, subject: path)
    self.published = published
    self.dataset = dataset
    self.path = path
    self.grid = grid
    self.output = output
  }

  /// Writes the next rows of a band.
  ///
  /// - Parameters:
  ///   - band: The band, counted from 1.
  ///   - row: The first row, a multiple of `stripHeight`.
  ///   - samples: `stripHeight` rows of the grid's width, or those that are left.
  /// - Throws: `.diskFull` or `.outputFailed`.
  public mutating func write<Sample: PixelSample>(
    band: Int, row: Int, _ samples: Span<Sample>
  ) throws(TiankanError) {
    let height = min(Self.stripHeight, grid.rows - row)
    precondition(output.bands.indices.contains(band - 1), "no such band")
    precondition(row >= 0 && row % Self.stripHeight == 0 && height > 0, "no row of tiles")
    precondition(samples.count == height * grid.columns, "the samples do not fit the rows")
    precondition(Sample.pixelType == output.pixelType, "samples of another type than the file's")
    let handle = try dataset.band(band, of: path)
    do throws(TiankanError) {
      // SAFETY: GDAL only reads the buffer when writing, and the preconditions say that it holds the rows.
      unsafe try samples.withUnsafeBytes { buffer throws(TiankanError) in
        let base = unsafe UnsafeMutableRawPointer(mutating: buffer.baseAddress)
        try GDALLibrary.status("write the raster", on: path, failure: .outputFailed) {
          unsafe GDALRasterIO(
            handle.pointer, GF_Write, 0, Int32(row), Int32(grid.columns), Int32(height), base,
            Int32(grid.columns), Int32(height), output.pixelType.gdalType, 0, 0)
        }
      }
      // Now and not when memory is short: the order of tiles in the file must not depend on the machine.
      try GDALLibrary.status("write the raster", on: path, failure: .outputFailed) {
        unsafe GDALFlushRasterCache(handle.pointer)
      }
    } catch { throw RasterWriter.explained(error, path) }
  }

  /// Puts the file in the place of the destination.
  ///
  /// - Throws: `.diskFull`, `.permission` or `.outputFailed`; the destination is then as it was.
  public consuming func finish() throws(TiankanError) {
    let path = path
    do throws(TiankanError) {
      try dataset.close(path)
    } catch { throw RasterWriter.explained(error, path) }
    try published.publish()
  }
}
