import ChangeDetection
public import Diagnostics
import GeoIO
import Imagery
import Logging
import Synchronization

/// Makes index rasters of one scene: reads each block once, computes every index, writes Cloud-Optimized GeoTIFFs.
///
/// Pixels that the quality layer forbids are no data. Memory holds a few blocks per worker, whatever the scene's size.
public struct IndexJob: Sendable {
  private let request: IndexRequest
  private let context: JobContext

  /// Creates the job.
  public init(_ request: IndexRequest, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Runs the job.
  ///
  /// - Throws: `.missingBand` naming what an index lacks, `.empty` where no pixel is usable, and what reading and
  ///   writing throw. No file is left or replaced then.
  public func run() throws(TiankanError) -> IndexReport {
    let scene = request.scene.adoptingNarrowInfrared
    let roles = try requiredRoles(of: scene)
    guard let grid = scene.grid(for: roles) else {
      throw TiankanError(.missingBand, "the scene has no band to compute from", subject: scene.name)
    }
    for notice in scene.notices { context.logger.notice("\(scene.name): \(notice)") }
    let refusals = RefusalLog()
    let mask = try SceneBlocks.mask(for: scene, on: grid)
    let plan = try BlockPlan(
      grid: grid, scene: scene, roles: roles, multiple: CloudRaster.windowSide)
    let paths = request.indices.map { path(of: $0, scene: scene) }
    let files = try zip(request.indices, paths).map { index, path throws(TiankanError) in
      try raster(of: index, at: path, scene: scene, grid: grid)
    }
    let output = Mutex(IndexOutput(files: files))
    let shared = SharedSceneBlocks()
    try context.pool.run(count: plan.count, ahead: context.pool.threads * 2) {
      () throws(TiankanError) -> IndexWorker in
      try IndexWorker(
        indices: request.indices, parameters: request.parameters, files: files,
        plan: plan,
        blocks: try SceneBlocks(
          scene: scene, roles: roles, grid: grid, mask: mask, workers: context.pool.threads,
          shared: shared, refusals: refusals))
    } produce: { (worker: inout IndexWorker, block) throws(TiankanError) -> IndexWorker.Product in
      try worker.compute(plan.window(of: block))
    } consume: { block, product throws(TiankanError) in
      try output.withLock { (output) throws(TiankanError) in try output.write(product) }
      context.report(JobProgress(stage: "index", done: block + 1, total: plan.count))
    }
    let (counts, hiddenBlocks) = output.withLock { ($0.counts, $0.hiddenBlocks) }
    guard counts.usable > 0 else {
      throw TiankanError(
        .empty, "not one pixel is usable: all are no data or masked by the quality layer",
        subject: scene.name)
    }
    try context.pool.run(count: files.count, ahead: files.count) {
      () throws(TiankanError) -> Void in
    } produce: { (_: inout Void, file) throws(TiankanError) -> Void in
      try files[file].finish()
    } consume: { _, _ throws(TiankanError) in
    }
    return IndexReport(
      files: paths, pixels: grid.window.pixelCount, usablePixels: counts.usable,
      cloudPixels: counts.cloud, blocks: plan.count, hiddenBlocks: hiddenBlocks,
      notices: scene.notices, refusals: refusals.all)
  }

  private func requiredRoles(of scene: Scene) throws(TiankanError) -> [BandRole] {
    var roles: Set<BandRole> = []
    for index in request.indices {
      for role in index.requiredRoles where scene.bands[role] == nil {
        throw TiankanError(
          .missingBand,
          "\(index.rawValue) needs the band \(role.rawValue); the scene has "
            + scene.roles.sorted().map(\.rawValue).joined(separator: ", "), subject: scene.name)
      }
      if index.needsReflectance, !scene.isCalibrated {
        throw TiankanError(
          .unknownScaling,
          "\(index.rawValue) has constants in reflectance, but the scene's numbers are relative; state their scale in "
            + "a sidecar, or choose an index that is a ratio", subject: scene.name)
      }
      roles.formUnion(index.requiredRoles)
    }
    return roles.sorted()
  }

  private func path(of index: SpectralIndex, scene: Scene) -> String {
    let folder = request.folder.hasSuffix("/") ? request.folder : request.folder + "/"
    return folder + "\(scene.acquisition)_\(index.rawValue.uppercased()).tif"
  }

  private func raster(
    of index: SpectralIndex, at path: String, scene: Scene, grid: Grid
  ) throws(TiankanError) -> CloudRaster {
    try OutputFolder.make(request.folder)
    return try CloudRaster(
      path, grid: grid,
      RasterOutput(
        pixelType: .int16,
        bands: [
          RasterOutput.Band(
            name: index.rawValue.uppercased(), noData: Double(IndexValue.noData),
            scale: 1 / IndexValue.scale)
        ],
        metadata: [
          .init("INDEX", index.rawValue), .init("FORMULA", index.formula),
          .init("SCENE", "\(scene.acquisition)"), .init("SENSOR", scene.profile),
          .init("SENSED", scene.acquisition.sensed.map { "\($0)" } ?? "日期未知"),
          .init("BASELINE", scene.version.baseline),
          .init("QUALITY", scene.quality?.source.name ?? "none"),
          .init("TIFFTAG_SOFTWARE", "tiankan \(request.programVersion)"),
        ].filter { !$0.value.isEmpty },
        layout: .cloudOptimized(.average), compression: request.compression,
        threads: context.pool.threads))
  }
}
