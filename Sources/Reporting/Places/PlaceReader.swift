import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// Reads scenes over small grids, with their quality.
///
/// Keeps the tables of quality layers and the sizes of pixels on the ground, which take longer to make than a place takes to
/// read.
struct PlaceReader: ~Copyable {
  private struct MaskKey: Hashable {
    var rule: QualityRule
    var width: Double
    var height: Double
  }

  private var masks: [MaskKey: QualityMask] = [:]
  private var resolutions: [Grid: GroundResolution] = [:]
  private var workspace = MaskWorkspace()

  /// The bands of a scene on a grid.
  ///
  /// - Complexity: memory for the grid's pixels; a grid far coarser than the scene is read strip by strip.
  mutating func view(
    of scene: Scene, roles: [BandRole], on grid: Grid
  ) throws(TiankanError) -> PlaceView {
    try view(of: scene, roles: roles, on: grid, quality: try quality(of: scene, on: grid))
  }

  /// The bands of a scene on a grid, whose quality there is known.
  mutating func view(
    of scene: Scene, roles: [BandRole], on grid: Grid, quality: consuming PlaceQuality
  ) throws(TiankanError) -> PlaceView {
    let stack = try SceneImage.stack(of: scene, roles: roles, on: grid)
    var counts = quality.counts
    var usable = quality.usable.mutableSamples
    _ = restrictToData(&usable, of: stack)
    counts.usable = 0
    for position in usable.indices { counts.usable += Int(usable[position]) }
    counts.noData =
      grid.columns * grid.rows - counts.usable - counts.cloud - counts.shadow - counts.other
    return PlaceView(stack: stack, usable: quality.usable, counts: counts)
  }

  /// What the quality layer of a scene says on a grid; without one everything is usable.
  mutating func quality(of scene: Scene, on grid: Grid) throws(TiankanError) -> PlaceQuality {
    var usable = Raster<UInt8>(width: grid.columns, height: grid.rows)
    var samples = usable.mutableSamples
    for position in samples.indices { samples[position] = 1 }
    guard let rule = scene.quality?.rule else {
      var counts = QualityCounts()
      counts.usable = samples.count
      return PlaceQuality(usable: usable, counts: counts)
    }
    let pixel = try resolution(of: grid)
    let key = MaskKey(rule: rule, width: pixel.width, height: pixel.height)
    let mask =
      masks[key]
      ?? QualityMask(rule: rule, pixelWidth: pixel.width, pixelHeight: pixel.height)
    masks[key] = mask
    var reader = try SceneReader(scene: scene, roles: [], grid: grid)
    var numbers = Raster<UInt16>(width: 0, height: 0)
    _ = try reader.readQuality(grid.window.expanded(by: mask.halo), into: &numbers)
    let core = Window(
      column: mask.halo, row: mask.halo, width: grid.columns, height: grid.rows)
    let counts = mask.restrict(
      &samples, quality: numbers.samples, width: numbers.width, core: core,
      workspace: &workspace)
    return PlaceQuality(usable: usable, counts: counts)
  }

  private mutating func resolution(of grid: Grid) throws(TiankanError) -> GroundResolution {
    if let known = resolutions[grid] { return known }
    let made = try GroundResolution(of: grid)
    resolutions[grid] = made
    return made
  }
}
