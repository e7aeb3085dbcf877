import ChangeDetection
import Diagnostics
import GeoIO
import Geometry
import Imagery

/// What one worker needs to take a scene's blocks into memory: bands as digital numbers, and which pixels are usable.
struct SceneBlocks: ~Copyable {
  /// The bands of the block loaded last.
  var stack: BandStack
  private var reader: TolerantSceneReader
  private let mask: QualityMask?
  private var own = Raster<UInt8>(width: 0, height: 0)
  private var quality = Raster<UInt16>(width: 0, height: 0)
  private var workspace = MaskWorkspace()

  /// Opens the scene's files for one worker.
  ///
  /// - Parameters:
  ///   - scene: The scene.
  ///   - roles: The bands to load.
  ///   - grid: The grid that blocks are windows of.
  ///   - mask: The scene's quality mask, made once for all workers; `nil` without a quality layer.
  ///   - workers: How many workers read at once; the more, the less each keeps of what it decoded.
  ///   - refusals: Where damaged blocks are listed.
  init(
    scene: Scene, roles: [BandRole], grid: Grid, mask: QualityMask?, workers: Int = 1,
    refusals: RefusalLog
  ) throws(TiankanError) {
    reader = try TolerantSceneReader(
      scene: scene, roles: roles, grid: grid, cacheByteLimit: Self.cacheByteLimit(of: workers),
      refusals: refusals)
    stack = BandStack(
      roles: roles, scalings: roles.map { scene.scaling(of: $0) }, width: 0, height: 0)
    self.mask = mask
  }

  /// Loads a block and clears in `usable` what this scene does not show.
  ///
  /// - Returns: Why pixels cannot be used; a pixel without data counts as such, whatever the quality layer says.
  mutating func load(
    _ window: Window, usable: inout Raster<UInt8>
  ) throws(TiankanError) -> QualityCounts {
    stack.reshape(width: window.width, height: window.height)
    own.reshape(width: window.width, height: window.height)
    try reader.read(window, into: &stack)
    markData(of: stack, in: &own)
    var counts = QualityCounts()
    if let mask {
      _ = try reader.readQuality(window.expanded(by: mask.halo), into: &quality)
      counts = apply(mask, quality: quality, to: &own, workspace: &workspace)
    }
    counts.usable = keepCommon(own, in: &usable)
    counts.noData =
      window.pixelCount - counts.usable - counts.cloud - counts.shadow - counts.other
    return counts
  }

  /// The memory for the decoded blocks of a file: what two workers take at most, shared out, but not less than four
  /// tiles of 512 pixels a side, which a block meets of a coarser band.
  static func cacheByteLimit(of workers: Int) -> Int {
    let limit = RasterDataset.defaultCacheByteLimit
    return max(limit / 3, min(limit, 2 * limit / max(1, workers)))
  }

  /// The farthest growth of clouds in pixels: every block is read with a margin as wide.
  private static let largestGrowth = 4096

  /// The quality mask of a scene on a grid; `nil` where the scene has no quality layer.
  ///
  /// - Parameter smallestPatch: The width in metres from which a cloud or shadow grows; 0 for all.
  static func mask(
    for scene: Scene, on grid: Grid, smallestPatch: Double = 0
  ) throws(TiankanError) -> QualityMask? {
    guard let quality = scene.quality else { return nil }
    let pixel = try groundPixel(of: grid)
    let reach = quality.rule.growth / min(pixel.width, pixel.height)
    guard reach >= 0, reach <= Double(largestGrowth) else {
      throw TiankanError(
        .malformed,
        "clouds would grow by \(quality.rule.growth) m, which is not from 0 to \(largestGrowth) pixels; correct growth or the pixel size",
        subject: "\(scene.name), quality layer \(quality.source.name)")
    }
    return QualityMask(
      rule: quality.rule, pixelWidth: pixel.width, pixelHeight: pixel.height,
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

/// 1 where every band has data, else 0.
private func markData(of stack: borrowing BandStack, in own: inout Raster<UInt8>) {
  var view = own.mutableSamples
  for position in view.indices { view[position] = 1 }
  _ = restrictToData(&view, of: stack)
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

/// Clears in `usable` what `own` does not have, and counts what `own` has.
private func keepCommon(_ own: borrowing Raster<UInt8>, in usable: inout Raster<UInt8>) -> Int {
  let source = own.samples
  var target = usable.mutableSamples
  precondition(source.count == target.count, "masks of one size")
  var count = 0
  for position in source.indices {
    count &+= Int(source[position])
    target[position] &= source[position]
  }
  return count
}
