import CGDAL
public import Diagnostics
public import Imagery

/// An open raster file whose pixels are read window by window.
///
/// One worker, one dataset: it must not be used from two threads, and is therefore not `Sendable`. Opening costs a
/// few hundred microseconds and no pixel is read. Decoded blocks are kept, up to a limit, so that neighbouring windows
/// that cut the same blocks do not decode them twice.
///
/// ```swift
/// var dataset = try RasterDataset(opening: "B04.tif")
/// var plane = Raster<Float>(width: 512, height: 512)
/// var samples = plane.mutableSamples
/// try dataset.read(
///   band: 1, window: Window(column: 0, row: 0, width: 512, height: 512), into: &samples)
/// ```
public struct RasterDataset: ~Copyable {
  /// Which library reads the pixels. All give identical pixels.
  public enum Backend: String, Hashable, Sendable {
    /// libtiff where the file allows, else GDAL.
    case automatic
    /// libtiff and libdeflate: local GeoTIFFs of 8, 16 and 32 bits and floats, without compression or with DEFLATE,
    /// LZW, ZSTD or PackBits.
    case libtiff
    /// GDAL: every format it knows, remote files included.
    case gdal
  }

  /// The default limit of the cache of decoded blocks, in bytes: a row of 512 × 512 tiles of a 20 m band of a full tile. A
  /// comparison keeps one cache per band, date and worker, so this counts some thirty times.
  public static let defaultCacheByteLimit = 6 << 20

  /// What the file says about itself.
  public let info: RasterInfo
  /// The library that reads the pixels: `.libtiff` or `.gdal`.
  public let backend: Backend

  private var tiff: TIFFBlockReader?
  private var gdal: GDALWindowReader?

  /// Opens a raster.
  ///
  /// - Parameters:
  ///   - path: A file, a `/vsi…` path or a subdataset name.
  ///   - backend: The library to read with; tests and measurements force one.
  ///   - cacheByteLimit: How much memory decoded blocks may take; one block is always kept.
  /// - Throws: `.notFound`, `.permission`, `.corrupt` or `.unsupportedFormat`; the latter also when `.libtiff` was
  ///   asked for and cannot read the file.
  public init(
    opening path: String, backend: Backend = .automatic,
    cacheByteLimit: Int = RasterDataset.defaultCacheByteLimit
  ) throws(TiankanError) {
    try self.init(
      opening: path, backend: backend, cacheByteLimit: cacheByteLimit, shared: nil)
  }

  /// As above; blocks are kept where other readers of the file find them too.
  init(
    opening path: String, backend: Backend = .automatic, cacheByteLimit: Int,
    shared: SharedBlocks?
  ) throws(TiankanError) {
    let stamp = backend == .gdal ? nil : DescribedFiles.Stamp(path)
    if let stamp, let known = DescribedFiles.shared.info(of: path, stamp),
      let reader = try TIFFBlockReader.open(known, cacheByteLimit: cacheByteLimit, shared: shared)
    {
      self.init(known, reader)
      return
    }
    try self.init(
      describing: path, backend: backend, cacheByteLimit: cacheByteLimit, shared: shared)
    if let stamp { DescribedFiles.shared.keep(info, stamp) }
  }

  /// A file that was described before, and that libtiff reads.
  private init(_ known: RasterInfo, _ reader: consuming TIFFBlockReader) {
    info = known
    backend = .libtiff
    tiff = consume reader
    gdal = nil
  }

  private init(
    describing path: String, backend: Backend, cacheByteLimit: Int, shared: SharedBlocks?
  ) throws(TiankanError) {
    let dataset = try GDALDataset(opening: path, flags: GDAL_OF_RASTER)
    let info = try RasterInfo(dataset, path: path)
    var reader: TIFFBlockReader?
    if backend != .gdal {
      reader = try TIFFBlockReader.open(info, cacheByteLimit: cacheByteLimit, shared: shared)
    }
    let isRead = reader != nil
    guard isRead || backend != .libtiff else {
      throw TiankanError(
        .unsupportedFormat, "libtiff alone does not read this file; let GDAL read it", subject: path
      )
    }
    self.info = info
    self.backend = isRead ? .libtiff : .gdal
    tiff = reader
    gdal = isRead ? nil : GDALWindowReader(dataset, info: info)
  }

  /// What reading has cost so far; stays at zero where GDAL reads, which keeps no counts.
  public var counters: ReadCounters {
    switch tiff {
    case .some(let reader): reader.counters
    case nil: ReadCounters()
    }
  }
}

extension RasterDataset {
  /// Gives the memory of decoded blocks back; the file stays open. For archives of which hundreds of files are open at once.
  public mutating func releaseMemory() { tiff?.releaseMemory() }

  /// Reads a window of a band.
  ///
  /// Numbers are converted to `Sample`: integers to `Float` exactly up to 24 bits; a number that `Sample` cannot hold
  /// is the caller's mistake and saturates (fractions round half away from zero, not-a-number becomes 0 in integers).
  /// Neither scale nor offset is applied, and no-data numbers come as they are.
  ///
  /// - Parameters:
  ///   - band: The band, counted from 1.
  ///   - window: Pixels inside the raster; outside is a programmer's error.
  ///   - samples: Receives `window.pixelCount` numbers, row after row.
  /// - Throws: `.missingBand`; `.corrupt`, naming the block that cannot be decoded: other windows can still be read.
  /// - Complexity: decodes each block that the window meets once, less those in the cache.
  public mutating func read<Sample: PixelSample>(
    band: Int, window: Window, into samples: inout MutableSpan<Sample>
  ) throws(TiankanError) {
    guard info.bands.indices.contains(band - 1) else {
      throw TiankanError(
        .missingBand, "there is no band \(band); the file has \(info.bands.count)",
        subject: info.path)
    }
    precondition(info.window.contains(window), "the window reaches outside the raster")
    precondition(samples.count == window.pixelCount, "the buffer does not fit the window")
    precondition(
      MemoryLayout<Sample>.stride == Sample.pixelType.byteCount, "a sample of another size")
    let type = Sample.pixelType
    // SAFETY: the preconditions say that the buffer holds the window in samples of that type.
    unsafe try samples.withUnsafeMutableBytes { buffer throws(TiankanError) in
      guard let base = buffer.baseAddress else { return }
      unsafe try tiff?.read(band: band, window: window, into: base, type: type)
      unsafe try gdal?.read(band: band, window: window, into: base, type: type)
    }
  }
}
