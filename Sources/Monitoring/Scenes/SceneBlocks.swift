import ChangeDetection
import Diagnostics
import GeoIO
import Geometry
import Imagery

/// What one worker needs to take a scene's blocks into memory: bands as digital numbers, and which pixels are usable.
///
/// The quality layer of a block is read first (`open`), with its margin; bands follow a few rows at a time (`load`), so that
/// what is computed of them finds them in the processor's cache. Rows that the quality layer hides altogether are not
/// decoded.
struct SceneBlocks: ~Copyable {
  /// The bands of the rows loaded last.
  private(set) var stack: BandStack
  /// The bands of the rows loaded last as they are stored, where `loadNumbers` did so.
  private(set) var numbers = NumberStack()
  /// 0 where the rows loaded last have no data, or none that the quality layer allows; bit 0 elsewhere, and bit 1 where a number
  /// as stored needs a closer look.
  private(set) var usable = Raster<UInt8>(width: 0, height: 0)
  private var reader: TolerantSceneReader
  private let mask: QualityMask?
  private var block = Window(column: 0, row: 0, width: 0, height: 0)
  /// 1 where the quality layer allows a pixel of the block, else 0.
  private var allowed = Raster<UInt8>(width: 0, height: 0)
  private var quality = Raster<UInt16>(width: 0, height: 0)
  private var workspace = MaskWorkspace()
  private var blockCounts = QualityCounts()

  /// Opens the scene's files for one worker.
  ///
  /// - Parameters:
  ///   - scene: The scene.
  ///   - roles: The bands to load.
  ///   - grid: The grid that blocks are windows of.
  ///   - mask: The scene's quality mask, made once for all workers; `nil` without a quality layer.
  ///   - workers: How many workers read at once; the more, the less each keeps of what it decoded.
  ///   - shared: Where workers find what others decoded of bands that are coarser than the grid.
  ///   - overlaps: Whether blocks are read with a margin; then workers share what they decoded of all bands.
  ///   - refusals: Where damaged blocks are listed.
  init(
    scene: Scene, roles: [BandRole], grid: Grid, mask: QualityMask?, workers: Int = 1,
    shared: SharedSceneBlocks? = nil, overlaps: Bool = false, refusals: RefusalLog
  ) throws(TiankanError) {
    reader = try TolerantSceneReader(
      scene: scene, roles: roles, grid: grid,
      cacheByteLimit: overlaps ? Self.overlapByteLimit : Self.cacheByteLimit(of: workers),
      // What is shared is there once, however many workers there are.
      coarseCacheByteLimit: Self.coarseCacheByteLimit(
        on: grid, workers: shared == nil ? workers : 1),
      shared: shared, sharesAll: overlaps, refusals: refusals)
    stack = BandStack(
      roles: roles, scalings: roles.map { scene.scaling(of: $0) }, width: 0, height: 0)
    self.mask = mask
  }

  /// Exchanges what was loaded last for other memory, so that it can be changed without a copy.
  ///
  /// - Parameters:
  ///   - stack: Has the same roles and scalings; receives the bands.
  ///   - usable: Receives which pixels are usable.
  mutating func exchange(_ stack: inout BandStack, _ usable: inout Raster<UInt8>) {
    precondition(stack.roles == self.stack.roles, "stacks of the same bands")
    swap(&stack, &self.stack)
    swap(&usable, &self.usable)
  }

  /// Reads the quality layer of a block, whose rows can then be loaded.
  mutating func open(_ window: Window) throws(TiankanError) {
    block = window
    blockCounts = QualityCounts()
    guard let mask else { return }
    allowed.reshape(width: window.width, height: window.height)
    fill(&allowed, with: 1)
    _ = try reader.readQuality(window.expanded(by: mask.halo), into: &quality)
    blockCounts = apply(mask, quality: quality, to: &allowed, workspace: &workspace)
    blockCounts.usable = 0
  }

  /// Why pixels of the block cannot be used, once all of its rows were counted; a pixel without data counts as such,
  /// whatever the quality layer says.
  var counts: QualityCounts {
    var counts = blockCounts
    counts.noData =
      block.pixelCount - counts.usable - counts.cloud - counts.shadow - counts.other
    return counts
  }

  /// Loads rows of the block, given by their numbers in the grid; `stack` and `usable` hold them afterwards.
  ///
  /// - Parameter counted: The rows that count; those read beside them as neighbours do not.
  /// - Returns: Whether a pixel is usable; where none is, `stack` is unspecified, and no band need have been decoded.
  mutating func load(_ rows: Range<Int>, counted: Range<Int>) throws(TiankanError) -> Bool {
    let window = window(of: rows)
    guard loadAllowed(window) else { return false }
    stack.reshape(width: window.width, height: window.height)
    try reader.read(window, into: &stack)
    restrict(&usable, to: stack)
    count(counted, of: rows)
    return true
  }

  /// What loading of numbers as stored came to.
  enum Loading {
    /// Not one pixel is usable; `numbers` are unspecified.
    case hidden
    case loaded
    /// The rows must be loaded as `Float` numbers, with `load`.
    case unsuitable
  }

  /// Loads rows of the block as they are stored; `numbers` and `usable` hold them afterwards.
  mutating func loadNumbers(_ rows: Range<Int>) throws(TiankanError) -> Loading {
    let window = window(of: rows)
    guard loadAllowed(window) else { return .hidden }
    guard try reader.readNumbers(window, scalings: stack.scalings, into: &numbers)
    else { return .unsuitable }
    restrict(&usable, reader, to: numbers)
    return .loaded
  }

  /// Counts the usable ones of the rows loaded last, for `counts`; `load` does so itself.
  mutating func count(_ counted: Range<Int>, of rows: Range<Int>) {
    let first = (counted.lowerBound - rows.lowerBound) * block.width
    blockCounts.usable += sum(usable, first..<first + counted.count * block.width)
  }

  /// Makes the `Float` numbers of some pixels of the rows that `loadNumbers` loaded last.
  func gather(_ places: Span<Int32>, into stack: inout BandStack) {
    reader.gather(places, of: numbers, into: &stack)
  }

  private func window(of rows: Range<Int>) -> Window {
    Window(column: block.column, row: rows.lowerBound, width: block.width, height: rows.count)
  }

  /// Sets what the quality layer allows of a window; returns whether that is anything.
  private mutating func loadAllowed(_ window: Window) -> Bool {
    usable.reshape(width: window.width, height: window.height)
    guard mask != nil else {
      fill(&usable, with: 1)
      return true
    }
    let start = (window.row - block.row) * block.width
    return copy(allowed, start..<start + window.pixelCount, to: &usable)
  }

  /// The memory for the decoded blocks of a file: four to six tiles of 512 × 512 pixels, of which a block meets two, or up to six where
  /// they lie differently. More would only push each other out of the processor's cache.
  static func cacheByteLimit(of workers: Int) -> Int {
    let limit = RasterDataset.defaultCacheByteLimit
    return max(limit / 3, min(limit / 2, 2 * limit / max(1, workers)))
  }

  /// The memory for the decoded blocks of a band of the grid's own pixels that windows with a margin are read of: 24 tiles of 512 pixels a
  /// side. Windows side by side then share what they both meet; what two rows of windows meet is decoded twice, because keeping
  /// it would take three times the memory.
  static let overlapByteLimit = 12 << 20

  /// The memory for the decoded blocks of a coarser band of half the resolution: three rows of tiles of 512 pixels a side, so that
  /// none is decoded for two rows of blocks; less for many workers.
  static func coarseCacheByteLimit(on grid: Grid, workers: Int) -> Int {
    let rows = 3 * 512 * (grid.columns / 2 + 1024) * 2
    return max(cacheByteLimit(of: workers), min(rows, (96 << 20) / max(1, workers), 32 << 20))
  }

  /// The farthest growth of clouds in pixels: every block is read with a margin as wide.
  private static let largestGrowth = 4096

  /// The quality mask of a scene on a grid; `nil` where the scene has no quality layer.
  ///
  /// - Parameters:
  ///   - growing: Whether clouds and shadows grow as the layer's rule says.
  ///   - smallestPatch: The width in metres from which a cloud or shadow grows; 0 for all.
  static func mask(
    for scene: Scene, on grid: Grid, growing: Bool = true, smallestPatch: Double = 0
  ) throws(TiankanError) -> QualityMask? {
    guard let quality = scene.quality else { return nil }
    var rule = quality.rule
    if !growing { rule.growth = 0 }
    let pixel = try groundPixel(of: grid)
    let reach = rule.growth / min(pixel.width, pixel.height)
    guard reach >= 0, reach <= Double(largestGrowth) else {
      throw TiankanError(
        .malformed,
        "clouds would grow by \(rule.growth) m, which is not from 0 to \(largestGrowth) pixels; correct growth or the pixel size",
        subject: "\(scene.name), quality layer \(quality.source.name)")
    }
    return QualityMask(
      rule: rule, pixelWidth: pixel.width, pixelHeight: pixel.height,
      smallestPatch: smallestPatch)
  }

  /// The size of a pixel on the ground in metres, at the centre of the grid.
  static func groundPixel(of grid: Grid) throws(TiankanError) -> (width: Double, height: Double) {
    guard grid.crs.kind == .geographic else {
      guard let unit = grid.crs.projectedUnitInMetres else {
        throw TiankanError(
          .unsuitableCRS, "the unit of the CRS is unknown; reproject the scene",
          subject: "\(grid.crs)")
      }
      return (grid.pixelWidth * unit, grid.pixelHeight * unit)
    }
    // The area is exact; the height follows from the meridian's length of a degree, 111.13 km within 0.6 %.
    let column = Int32(grid.columns / 2)
    let areas = try PixelAreas(of: grid)
    let run = PixelRun(row: Int32(grid.rows / 2), start: column, end: column + 1)
    let height = grid.pixelHeight * 111_132.95
    return (areas.squareMetres(areas.units(of: run)) / height, height)
  }
}

extension SceneBlocks {
  /// The number of pixels that are loaded at a time: few enough for the bands of a pair to stay in the cache of second level.
  static let stepPixels = 1 << 15

  /// The rows of a block, cut into the steps in which they are loaded.
  static func steps(of window: Window) -> [Range<Int>] {
    let height = max(1, min(window.height, stepPixels / max(1, window.width)))
    return stride(from: window.row, to: window.endRow, by: height).map {
      $0..<min($0 + height, window.endRow)
    }
  }
}

private func fill(_ plane: inout Raster<UInt8>, with value: UInt8) {
  var view = plane.mutableSamples
  for position in view.indices { view[position] = value }
}

/// Copies part of a plane; returns whether it holds anything but zeros.
private func copy(
  _ plane: borrowing Raster<UInt8>, _ range: Range<Int>, to target: inout Raster<UInt8>
) -> Bool {
  let source = plane.samples.extracting(range)
  var view = target.mutableSamples
  let count = source.count
  precondition(view.count == count, "planes of one size")
  var union: UInt8 = 0
  for position in 0..<count {
    let value = source[position]
    view[position] = value
    union |= value
  }
  return union != 0
}

private func restrict(_ usable: inout Raster<UInt8>, to stack: borrowing BandStack) {
  var view = usable.mutableSamples
  clearMissing(&view, of: stack)
}

private func restrict(
  _ usable: inout Raster<UInt8>, _ reader: borrowing TolerantSceneReader,
  to numbers: borrowing NumberStack
) {
  var view = usable.mutableSamples
  reader.restrict(&view, to: numbers)
}

private func sum(_ plane: borrowing Raster<UInt8>, _ range: Range<Int>) -> Int {
  countMarked(plane.samples.extracting(range))
}

/// Clears what the quality layer, read with the mask's margin, forbids.
private func apply(
  _ mask: QualityMask, quality: borrowing Raster<UInt16>, to own: inout Raster<UInt8>,
  workspace: inout MaskWorkspace
) -> QualityCounts {
  let core = Window(column: mask.halo, row: mask.halo, width: own.width, height: own.height)
  var view = own.mutableSamples
  return mask.restrict(
    &view, quality: quality.samples, width: quality.width, core: core, workspace: &workspace)
}
