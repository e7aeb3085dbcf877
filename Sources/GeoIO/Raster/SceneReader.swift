public import Diagnostics
public import Imagery

/// Reads a scene's bands on one grid, window by window: the input of every index and detector.
///
/// Bands of the grid's pixels are copied. Bands of the same CRS with other pixels are resampled inside the block:
/// bilinearly where they are coarser (centres interpolated, borders clamped; no data where the containing source pixel
/// has none, else weights renormalised over valid neighbours), by covered area where they are finer. Bands of another
/// CRS or with a rotated transform pass GDAL's warper. A pixel never depends on the window it is read with.
///
/// One worker, one reader: it must not be used from two threads.
///
/// - Complexity: each window costs the decoding of the blocks it meets. Memory: per file the cache of
///   `RasterDataset`, per band one window of `Float`.
public struct SceneReader: ~Copyable {
  /// The quality number of pixels outside the quality layer; all bits set, and no sensor's class.
  public static let qualityFill: UInt16 = 0xFFFF

  /// The bands that are read, in the order of the stack's planes.
  public let roles: [BandRole]
  /// The grid of all windows.
  public let grid: Grid
  private let rasters: [Box<RasterDataset>]
  let bands: [Box<BandReader>]
  private let quality: Box<BandReader>?

  /// Opens a scene's bands.
  ///
  /// - Parameters:
  ///   - scene: The scene; bands that share a file share an open dataset.
  ///   - roles: The bands that are needed; never `.quality`, which comes along where the scene has it.
  ///   - grid: The grid to read on.
  ///   - cacheByteLimit: How much memory the decoded blocks of a file may take; one block is always kept.
  ///   - coarseCacheByteLimit: The same for files whose pixels are larger than the grid's; `nil` for no other limit. Their blocks
  ///     reach over several windows, and a pixel beside the window is needed for interpolation.
  ///   - shared: Where blocks of those files are kept for all readers of the scene; `nil` keeps them for this one.
  ///   - sharesAll: Whether blocks of the other files are kept there too, `cacheByteLimit` for all readers together: for windows
  ///     that overlap.
  /// - Throws: `.missingBand`, and what opening a file throws.
  public init(
    scene: Scene, roles: [BandRole], grid: Grid,
    cacheByteLimit: Int = RasterDataset.defaultCacheByteLimit, coarseCacheByteLimit: Int? = nil,
    shared: SharedSceneBlocks? = nil, sharesAll: Bool = false
  ) throws(TiankanError) {
    var opened: [String: Box<RasterDataset>] = [:]
    func reader(
      _ source: BandSource, _ kernel: WarpedBand.Kernel
    ) throws(TiankanError) -> Box<BandReader> {
      let raster: Box<RasterDataset>
      if let known = opened[source.path] {
        raster = known
      } else {
        let isCoarse = source.grid.pixelWidth > 1.01 * grid.pixelWidth
        let limit = isCoarse ? coarseCacheByteLimit ?? cacheByteLimit : cacheByteLimit
        let blocks =
          isCoarse || sharesAll ? shared?.blocks(of: source.path, byteLimit: limit) : nil
        raster = Box(
          try RasterDataset(opening: source.path, cacheByteLimit: limit, shared: blocks))
        opened[source.path] = raster
      }
      return Box(try BandReader(source, in: raster, on: grid, kernel: kernel))
    }
    var bands: [Box<BandReader>] = []
    for role in roles {
      guard let source = scene.bands[role] else {
        throw TiankanError(
          .missingBand, "the scene has no \(role.rawValue) band; choose an index that does without",
          subject: scene.name)
      }
      bands.append(try reader(source, .bilinear))
    }
    var quality: Box<BandReader>?
    if let layer = scene.quality { quality = try reader(layer.source, .nearest) }
    self.roles = roles
    self.grid = grid
    self.bands = bands
    self.quality = quality
    rasters = opened.keys.sorted().compactMap { opened[$0] }
  }

  /// Whether the scene has a quality layer.
  public var hasQuality: Bool { quality != nil }

  /// What reading has cost so far, all files together; warped bands are not counted.
  public var counters: ReadCounters {
    var sum = ReadCounters()
    for raster in rasters { sum += raster.value.counters }
    return sum
  }
}

extension SceneReader {
  /// Reads a window of every band as digital numbers; not-a-number where the band has no data or does not reach.
  ///
  /// The window may reach outside the grid (a halo does). After `.corrupt`, which names the file and the block, the
  /// stack's contents are unspecified, and other windows can still be read.
  ///
  /// - Parameter stack: Has the reader's roles in their order; takes the size of the window.
  public mutating func read(
    _ window: Window, into stack: inout BandStack
  ) throws(TiankanError) {
    precondition(stack.roles == roles, "the stack has other roles than the reader")
    stack.reshape(width: window.width, height: window.height)
    for (role, band) in zip(roles, bands) {
      var plane = stack.mutablePlane(role)
      try band.value.read(window, into: &plane)
    }
  }

  /// Gives the memory of decoded blocks back; the files stay open.
  public mutating func releaseMemory() {
    for raster in rasters { raster.value.releaseMemory() }
    for band in bands { band.value.releaseMemory() }
    quality?.value.releaseMemory()
  }

  /// Reads a window of the quality layer: the nearest numbers, `qualityFill` outside the layer.
  ///
  /// - Parameter numbers: Takes the size of the window.
  /// - Returns: Whether the scene has a quality layer; without one `numbers` is left as it is.
  public mutating func readQuality(
    _ window: Window, into numbers: inout Raster<UInt16>
  ) throws(TiankanError) -> Bool {
    guard let quality else { return false }
    numbers.reshape(width: window.width, height: window.height)
    var samples = numbers.mutableSamples
    try quality.value.readClasses(window, outside: Self.qualityFill, into: &samples)
    return true
  }
}
