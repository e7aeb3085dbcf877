public import Diagnostics
public import Imagery

/// Turns any band that can be read (JPEG 2000 in SAFE products, odd GeoTIFFs) into a Cloud-Optimized GeoTIFF, once, so
/// that every later night reads it through the fast path.
public enum CloudOptimizer {
  /// Converts a band; the pixels stay identical, and no data, scale, offset and place are written into the file.
  ///
  /// - Parameters:
  ///   - source: The band, with its grid.
  ///   - path: The destination; replaced only when the new file is complete.
  ///   - overviews: How reduced copies are made: `.average` for reflectance, `.nearest` for quality layers.
  ///   - metadata: Further entries of the default metadata.
  ///   - threads: The number of threads that compress.
  /// - Throws: what reading the source and writing the destination throw.
  /// - Complexity: memory is a strip of the source, at most 2048 rows.
  public static func convert(
    _ source: BandSource, to path: String, overviews: RasterOutput.OverviewResampling,
    metadata: [RasterOutput.Entry] = [], threads: Int = 1
  ) throws(TiankanError) {
    var dataset = try RasterDataset(opening: source.path)
    guard dataset.info.bands.indices.contains(source.band - 1) else {
      throw TiankanError(
        .missingBand, "there is no band \(source.band); the file has \(dataset.info.bands.count)",
        subject: source.path)
    }
    guard dataset.info.columns == source.grid.columns, dataset.info.rows == source.grid.rows else {
      throw TiankanError(
        .corrupt, "the file's size is not the one it was catalogued with; scan the scene again",
        subject: source.path)
    }
    let type = dataset.info.bands[source.band - 1].pixelType
    var writer = try RasterWriter(
      path, grid: source.grid,
      RasterOutput(
        pixelType: type,
        bands: [
          RasterOutput.Band(
            name: source.name, noData: source.noData, scale: source.scaling.unit,
            offset: source.scaling.offset * source.scaling.unit)
        ], metadata: metadata, layout: .cloudOptimized(overviews), threads: threads))
    switch type {
    case .uint8, .int8: try copy(UInt8.self, from: &dataset, source.band, to: &writer)
    case .uint16: try copy(UInt16.self, from: &dataset, source.band, to: &writer)
    case .int16: try copy(Int16.self, from: &dataset, source.band, to: &writer)
    case .uint32: try copy(UInt32.self, from: &dataset, source.band, to: &writer)
    case .int32: try copy(Int32.self, from: &dataset, source.band, to: &writer)
    case .float32: try copy(Float.self, from: &dataset, source.band, to: &writer)
    case .float64: try copy(Double.self, from: &dataset, source.band, to: &writer)
    }
    try writer.finish()
  }

  /// Copies strips as high as the source's blocks, so that no block is decoded twice.
  private static func copy<Sample: PixelSample>(
    _: Sample.Type, from dataset: inout RasterDataset, _ band: Int, to writer: inout RasterWriter
  ) throws(TiankanError) {
    let info = dataset.info
    let block = max(1, info.blockHeight)
    let height = min(2048, (RasterOutput.blockSize + block - 1) / block * block)
    var strip = Raster<Sample>(width: 0, height: 0)
    var row = 0
    while row < info.rows {
      let window = Window(
        column: 0, row: row, width: info.columns, height: min(height, info.rows - row))
      strip.reshape(width: window.width, height: window.height)
      try read(&dataset, band, window, into: &strip)
      try writer.write(band: 1, window: window, strip.samples)
      row += height
    }
  }

  private static func read<Sample: PixelSample>(
    _ dataset: inout RasterDataset, _ band: Int, _ window: Window,
    into strip: inout Raster<Sample>
  ) throws(TiankanError) {
    var samples = strip.mutableSamples
    try dataset.read(band: band, window: window, into: &samples)
  }
}
