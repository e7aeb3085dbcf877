import ChangeDetection
public import Diagnostics
import GeoIO
import Imagery
import LandUnits
import Logging
import Synchronization

/// Makes statistics of one scene over land units: boundaries are read on all workers, then every block that shows a unit is decoded once, and
/// its pixels are added to all units in it.
///
/// Coverage is computed while a block is in memory and not kept: memory is that of the outlines (16 bytes per vertex), the
/// statistics (48 bytes and 2 per percentile, per unit and index) and a few blocks per worker. Sums are integers, so the result does not depend on
/// threads or blocks.
public struct ZonalJob: Sendable {
  private let request: ZonalRequest
  private let context: JobContext

  /// Creates the job.
  public init(_ request: ZonalRequest, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Runs the job.
  ///
  /// - Throws: `.missingBand` naming what an index lacks, `.empty` where the layer has no usable row or no unit lies in the
  ///   scene, and what reading and writing throw. No file is left or replaced then.
  public func run() throws(TiankanError) -> ZonalReport {
    try ZonalTable.checkFormat(of: request.output)
    let scene = request.scene.adoptingNarrowInfrared
    let roles = try scene.roles(for: request.indices)
    guard let grid = scene.grid(for: roles) else {
      throw TiankanError(.missingBand, "the scene has no band to compute from", subject: scene.name)
    }
    for notice in scene.notices { context.logger.notice("\(scene.name): \(notice)") }
    let units = try ZonalUnits.load(request, on: grid, context: context)
    for notice in units.notices { context.logger.notice("\(notice)") }
    let plan = try BlockPlan(grid: grid, scene: scene, roles: roles)
    let blocks = ZonalBlocks(units, plan: plan)
    guard blocks.outside < units.count else {
      throw TiankanError(
        .empty, "not one land unit lies in the scene; choose the scene or layer of the same place",
        subject: BoundaryReader.subject(of: request.units))
    }
    let refusals = RefusalLog()
    for refusal in units.refusals { refusals.add(refusal) }
    let results = try sample(
      scene, roles: roles, grid: grid, units: units, blocks: blocks, plan: plan,
      refusals: refusals)
    let table = ZonalTable(
      units: units, results: results, indices: request.indices, percentiles: request.percentiles)
    try table.write(to: request.output, crs: grid.crs, context: context)
    return ZonalReport(
      file: request.output, units: units.count,
      unitsWithData: (0..<units.count).count { results.records(of: $0).first?.hasData == true },
      unitsOutside: blocks.outside, blocks: plan.count,
      skippedBlocks: plan.count - blocks.blocks.count, notices: scene.notices + units.notices,
      refusals: refusals.all)
  }

  private func sample(
    _ scene: Scene, roles: [BandRole], grid: Grid, units: ZonalUnits, blocks: ZonalBlocks,
    plan: BlockPlan, refusals: RefusalLog
  ) throws(TiankanError) -> ZonalResults {
    let mask = try SceneBlocks.mask(for: scene, on: grid)
    let results = Mutex(
      ZonalResults(
        units: units.count, indices: request.indices.count, percentiles: request.percentiles))
    let shared = SharedSceneBlocks()
    try context.pool.run(count: blocks.blocks.count, ahead: context.pool.threads * 2) {
      () throws(TiankanError) -> ZonalWorker in
      ZonalWorker(
        request, units: units, blocks: blocks,
        planes: ZonalPlanes(
          indices: request.indices, parameters: request.parameters,
          blocks: try SceneBlocks(
            scene: scene, roles: roles, grid: grid, mask: mask, workers: context.pool.threads,
            shared: shared, refusals: refusals)))
    } produce: { (worker: inout ZonalWorker, item) throws(TiankanError) -> ZonalWorker.Product in
      let block = blocks.blocks[item]
      return try worker.sample(block, plan.window(of: block))
    } consume: { item, product throws(TiankanError) in
      results.withLock { $0.add(product, blockCounts: blocks.blockCounts) }
      for (unit, error) in product.refusals {
        let place = units.place(of: unit)
        refusals.add(Refusal(error, subject: units.chunks[place.chunk].ids[place.unit]))
      }
      context.report(JobProgress(stage: "zonal", done: item + 1, total: blocks.blocks.count))
    }
    return results.withLock { $0 }
  }
}
