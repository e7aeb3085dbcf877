import CGDAL
public import Diagnostics
import Glibc
public import Imagery

/// Writes a raster window by window and publishes it whole: a Cloud-Optimized GeoTIFF or a plain tiled one.
///
/// Everything is written beside the destination under hidden names; `finish` lays out the final file, flushes it to the
/// disk and renames it. Until then an existing file stays as it is, and a writer that is dropped leaves nothing behind.
/// Windows may come in any order; pixels that were never written are no data (0 where the band has none). The bytes
/// depend on pixels and description only, not on order, threads or clock.
///
/// ```swift
/// var writer = try RasterWriter(
///   "ndvi.tif", grid: grid,
///   RasterOutput(
///     pixelType: .int16, bands: [.init(name: "ndvi", noData: -32768, scale: 0.0001)],
///     layout: .cloudOptimized(.average)))
/// try writer.write(band: 1, window: window, block.samples)
/// try writer.finish()
/// ```
///
/// - Complexity: memory is GDAL's block cache, whatever the raster's size; the disk needs room for the pixels
///   uncompressed beside the final file.
public struct RasterWriter: ~Copyable {
  private let path: String
  private let grid: Grid
  private let output: RasterOutput
  private let work: TemporaryFile
  private var published: TemporaryFile
  private let dataset: GDALDataset

  /// Starts a raster.
  ///
  /// - Parameters:
  ///   - path: The destination, a local file; its folder must exist.
  ///   - grid: Where the pixels are.
  ///   - output: Type, bands, layout and metadata.
  /// - Throws: `.permission`, `.notFound` (no such folder), `.usage`, `.diskFull` or `.outputFailed`.
  public init(_ path: String, grid: Grid, _ output: RasterOutput) throws(TiankanError) {
    try Self.check(path, output)
    try LocalFile.checkWritable(path)
    let work = TemporaryFile(for: path, suffix: ".work.tif")
    let dataset = try Self.create(
      work.path, grid: grid, output, options: output.workOptions, subject: path)
    try Self.describe(dataset, grid: grid, output, subject: path)
    self.work = work
    self.dataset = dataset
    published = TemporaryFile(for: path, suffix: ".part.tif")
    self.path = path
    self.grid = grid
    self.output = output
  }

  /// Writes a window of a band.
  ///
  /// - Parameters:
  ///   - band: The band, counted from 1; another is a programmer's error.
  ///   - window: Pixels inside the grid; outside is a programmer's error.
  ///   - samples: The window's samples, row after row, of the output's pixel type.
  /// - Throws: `.diskFull` or `.outputFailed`.
  public mutating func write<Sample: PixelSample>(
    band: Int, window: Window, _ samples: Span<Sample>
  ) throws(TiankanError) {
    precondition(output.bands.indices.contains(band - 1), "no such band")
    precondition(grid.window.contains(window), "the window reaches outside the grid")
    precondition(samples.count == window.pixelCount, "the samples do not fit the window")
    precondition(Sample.pixelType == output.pixelType, "samples of another type than the file's")
    guard !window.isEmpty else { return }
    let handle = try dataset.band(band, of: path)
    do throws(TiankanError) {
      // SAFETY: GDAL only reads the buffer when writing, and the preconditions say that it holds the window.
      unsafe try samples.withUnsafeBytes { buffer throws(TiankanError) in
        let base = unsafe UnsafeMutableRawPointer(mutating: buffer.baseAddress)
        try GDALLibrary.status("write the raster", on: path, failure: .outputFailed) {
          unsafe GDALRasterIO(
            handle.pointer, GF_Write, Int32(window.column), Int32(window.row),
            Int32(window.width), Int32(window.height), base, Int32(window.width),
            Int32(window.height), output.pixelType.gdalType, 0, 0)
        }
      }
    } catch { throw Self.explained(error, path) }
  }

  /// Lays out the final file and puts it in the place of the destination.
  ///
  /// - Throws: `.diskFull`, `.permission` or `.outputFailed`; the destination is then as it was.
  public consuming func finish() throws(TiankanError) {
    let (path, output) = (path, output)
    do throws(TiankanError) {
      try dataset.close(path)
      try Self.layOut(work.path, as: published.path, output, subject: path)
    } catch { throw Self.explained(error, path) }
    try published.publish()
    withExtendedLifetime(work) {}
  }
}
