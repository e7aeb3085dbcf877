import ChangeDetection
import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits
import Supervision

/// What all tiles of a run share: scenes, land units, detectors, limits.
struct MonitorRun: Sendable {
  let grid: Grid
  /// The names of the tiles of the configuration.
  let tiles: [String]
  let archive: SceneArchive
  let layers: AreaLayers
  let units: MonitoredUnits
  /// How many units each layer has.
  let layerCounts: LayerCounts
  let rules: MonitorRules
  let context: ClueContext
  let parcels: ParcelExaminer
  let mines: MineExaminer
  /// Where pixels are supervised; nil for everywhere.
  let supervised: PixelClasses?
  /// What is farmed; nil without a cropland layer.
  let cropland: PixelClasses?
  /// What must not be in the reference ring of a mine, besides other mines.
  let disturbed: [MultiPolygon]
  let masks: [QualityMask?]
  /// As `masks`, but clouds and shadows do not grow.
  let tightMasks: [QualityMask?]
  let openScenes: Int
  /// The memory that is allowed, in bytes.
  private let memory: Int
  let refusals: RefusalLog
  let job: JobContext

  init(
    _ request: MonitorRequest, archive: SceneArchive, layers: AreaLayers, until: CalendarDate,
    in job: JobContext
  ) throws(TiankanError) {
    let configuration = request.configuration
    let grid = configuration.grid
    self.grid = grid
    tiles = configuration.tiles.map(\.id)
    self.archive = archive
    self.layers = layers
    self.job = job
    rules = request.rules
    refusals = RefusalLog()
    units = try MonitoredUnits(layers, grid: grid, tiles: configuration.tiles)
    context = try ClueContext(
      grid: grid, units: units, layers: layers, archive: archive, until: until)
    parcels = ParcelExaminer(
      detector: AbandonmentDetector(parameters: request.rules.abandonment), context: context,
      classField: configuration.layers[.cropland]?.fields["class"])
    mines = MineExaminer(
      detector: RehabilitationDetector(parameters: request.rules.rehabilitation),
      context: context)
    let watched = layers.units[.supervised] ?? layers.units[.counties]
    var layerOutlines: [LayerRole: [MultiPolygon]] = [:]
    for role in layers.units.keys { layerOutlines[role] = [] }
    for (unit, outline) in zip(units.index.units, units.index.outlines) {
      if let role = LayerRole(rawValue: unit.layer) { layerOutlines[role]?.append(outline) }
    }
    if let watched {
      let outlines = try LandUnitIndex(watched, crs: grid.crs).outlines
      if layers.units[.supervised] != nil { layerOutlines[.supervised] = outlines }
      supervised = PixelClasses(
        outlines, classes: Array(repeating: 1, count: outlines.count), on: grid)
    } else {
      supervised = nil
    }
    layerCounts = LayerCounts(layerOutlines, on: grid)
    let all = units.index.units
    let fields = all.indices.filter { all[$0].layer == LayerRole.cropland.rawValue }
    let classField = configuration.layers[.cropland]?.fields["class"]
    let outlines = units.index.outlines
    let farmed = fields.map { outlines[$0] }
    cropland =
      fields.isEmpty
      ? nil
      : PixelClasses(
        farmed,
        classes: fields.map {
          // Paddy (0101) is under water for weeks; all other cropland is dry.
          ParcelExaminer.landClass(of: all[$0], field: classField) == "0101" ? 2 : 1
        }, on: grid)
    disturbed = farmed
    masks = try SeriesPass.masks(of: archive, on: grid)
    tightMasks = try SeriesPass.masks(of: archive, on: grid, growing: false)
    openScenes = OpenScenes.limit(
      workers: job.pool.threads, filesPerScene: SceneArchive.usedRoles.count + 1)
    memory = configuration.limits.memory
  }

  /// The height of the blocks of a pass.
  ///
  /// - Parameter selection: What it reads; nil for the whole archive.
  func blockHeight(of selection: SeriesSelection?) -> Int {
    Self.blockHeight(
      memory: memory, workers: job.pool.threads,
      dates: selection?.construction.count ?? archive.overpasses.count)
  }

  /// The height of blocks so that all dates of one fit into a worker's share of the memory.
  ///
  /// Half of what is allowed is for the blocks; the rest for land units, files and libraries. A pixel of a block costs 8 bytes
  /// per date in the series and some hundred each for bands, indices and planes, and for the state.
  static func blockHeight(memory: Int, workers: Int, dates: Int) -> Int {
    let bytesPerRow = SeriesPlan.blockWidth * (8 * dates + 400)
    let rows = memory / 2 / max(1, workers) / bytesPerRow
    var height = 16
    while height * 2 <= min(rows, 512) { height *= 2 }
    return height
  }
}
