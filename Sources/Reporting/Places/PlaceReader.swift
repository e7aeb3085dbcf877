import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// Reads scenes over small grids, with their quality.
///
/// Keeps the tables of quality layers, which take longer to make than a place takes to read.
struct PlaceReader: ~Copyable {
  private struct MaskKey: Hashable {
    var rule: QualityRule
    var width: Double
    var height: Double
  }

  private var masks: [MaskKey: QualityMask] = [:]
  private var workspace = MaskWorkspace()

  /// The bands of a scene on a grid.
  ///
  /// - Complexity: memory for the grid's pixels; a grid far coarser than the scene is read strip by strip.
  mutating func view(
    of scene: Scene, roles: [BandRole], on grid: Grid
  ) throws(TiankanError) -> PlaceView {
    let stack = try SceneImage.stack(of: scene, roles: roles, on: grid)
    var usable = Raster<UInt8>(width: grid.columns, height: grid.rows)
    var view = usable.mutableSamples
    for position in view.indices { view[position] = 1 }
    let missing = restrictToData(&view, of: stack)
    var counts = QualityCounts()
    counts.noData = missing
    if scene.quality != nil {
      counts = try restrict(&view, to: scene, roles: roles, on: grid)
    }
    counts.usable = 0
    for position in view.indices { counts.usable += Int(view[position]) }
    counts.noData =
      grid.columns * grid.rows - counts.usable - counts.cloud - counts.shadow - counts.other
    return PlaceView(stack: stack, usable: usable, counts: counts)
  }

  private mutating func restrict(
    _ usable: inout MutableSpan<UInt8>, to scene: Scene, roles: [BandRole], on grid: Grid
  ) throws(TiankanError) -> QualityCounts {
    guard let rule = scene.quality?.rule else { return QualityCounts() }
    let pixel = try GroundResolution(of: grid)
    let key = MaskKey(rule: rule, width: pixel.width, height: pixel.height)
    let mask =
      masks[key]
      ?? QualityMask(rule: rule, pixelWidth: pixel.width, pixelHeight: pixel.height)
    masks[key] = mask
    var reader = try SceneReader(scene: scene, roles: roles, grid: grid)
    var numbers = Raster<UInt16>(width: 0, height: 0)
    _ = try reader.readQuality(grid.window.expanded(by: mask.halo), into: &numbers)
    let core = Window(
      column: mask.halo, row: mask.halo, width: grid.columns, height: grid.rows)
    return mask.restrict(
      &usable, quality: numbers.samples, width: numbers.width, core: core, workspace: &workspace)
  }
}
