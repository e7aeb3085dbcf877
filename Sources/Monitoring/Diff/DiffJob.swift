import ChangeDetection
public import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LandUnits
import LedgerStore
import Logging
import Supervision
import Synchronization

/// Compares two scenes: one pass over a sample for what must be known of the pair, one pass over all blocks.
///
/// Every block of both scenes is read once in the main pass; detection runs on all workers, and one consumer at a time
/// forms regions in reading order. The result is the same for any number of workers and any size of blocks. Memory
/// holds a few rows of blocks, whatever the number of regions.
public struct DiffJob: Sendable {
  let request: DiffRequest
  let context: JobContext

  /// Creates the job.
  public init(_ request: DiffRequest, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Runs the job.
  ///
  /// - Throws: What makes a comparison impossible: `.missingBand`, `.noOverlap`, `.empty` where no pixel is usable at
  ///   both dates, `.corrupt` where a file cannot be read at all, and what writing throws. Files that stood at the
  ///   outputs' places are then untouched.
  public func run() throws(TiankanError) -> DiffReport {
    let checked = try DiffPair(request)
    let areas = try pixelAreas(of: checked)
    var notices = PairComparability.notices(before: checked.before, after: checked.after)
    for scene in [checked.before, checked.after] {
      notices += scene.notices.map { "\(scene.name): \($0)" }
    }
    notices += request.notices
    let landUnits = try LandUnitIndex(request.landUnits, crs: checked.grid.crs)
    notices += landUnits.layersBeside(checked.grid.envelope).map {
      "\($0): no land unit of this layer meets the scene; check its CRS and place"
    }
    for notice in notices { context.logger.notice("\(notice)") }

    let refusals = RefusalLog()
    for refusal in request.refusals { refusals.add(refusal) }
    let shared = DiffSharedBlocks()
    let pair = try normalised(checked, shared: shared, refusals: refusals, &notices)
    let minimumPixels = max(
      try self.minimumPixels(on: pair.grid),
      pair.method is SurpriseMethod ? request.settings.surprise.leastPixels : 1)
    let clues = try clueFile(for: pair)
    let mask = try maskRows(
      for: pair,
      reach: pair.method is SurpriseMethod
        ? max(minimumPixels, Self.tallestWeakRegion) : minimumPixels)

    let supervised = try supervisedPixels(of: pair)
    let statistics = try sample(pair, shared: shared, refusals: refusals)
    if pair.method.sampledQuantities.contains(.indexDifference(.ndvi)),
      let notice = PairComparability.notice(
        medianNDVIDifference: statistics.distribution(of: .indexDifference(.ndvi)).median
          / IndexValue.scale, settings: request.settings)
    {
      context.logger.notice("\(notice)")
      notices.append(notice)
    }
    let search = try search(pair, statistics, shared: shared, refusals: refusals, &notices)
    let plan = search.blocks
    let store = DetectedBlockStore(evidence: pair.method.evidence)
    let assembler = Mutex(
      Optional(
        try ClueAssembler(
          pair: pair, plan: plan, store: store, settings: request.settings, landUnits: landUnits,
          clues: clues, mask: mask, minimumPixels: minimumPixels, peak: search.peak, areas: areas)))
    // Blocks wait while the consumer forms regions; more of them would only take memory.
    try context.pool.run(count: plan.count, ahead: 2 * context.pool.threads + 2) {
      () throws(TiankanError) -> PairSearcher in
      try PairSearcher(
        pair, search.plan, statistics: statistics, supervised: supervised,
        workers: context.pool.threads, shared: shared, refusals: refusals)
    } produce: { (worker: inout PairSearcher, block) throws(TiankanError) -> DiffWorker.Product in
      try worker.detect(plan.window(of: block), into: store.take())
    } consume: { block, product throws(TiankanError) in
      try assembler.withLock { (assembler) throws(TiankanError) in
        try assembler?.append(product)
      }
      context.report(JobProgress(stage: "diff", done: block + 1, total: plan.count))
    }
    guard let last = assembler.withLock({ $0.take() }) else {
      throw TiankanError(.bug, "the assembler of a comparison is gone")
    }
    try requireUsablePixels(last.report, pair)
    let roles = pair.method.roles
    return try last.finish(
      notices: notices,
      scenes: { before, after in
        [
          SceneRecord(pair.before, part: "before", roles: roles, usableShare: before.usableShare),
          SceneRecord(pair.after, part: "after", roles: roles, usableShare: after.usableShare),
        ]
      }, run: { runRecord($0, pair: pair, minimumPixels: minimumPixels) }, refusals: refusals.all)
  }

  /// How a pair is searched: the blocks, what the method knows of the pair, what regions must reach.
  private struct Search {
    var blocks: BlockPlan
    var plan: SurprisePlan?
    var peak: RegionBuilder.Peak?
  }

  /// The height of a region from which on it needs no peak.
  private static let tallestWeakRegion = 512

  private func search(
    _ pair: DiffPair, _ statistics: PairStatistics, shared: DiffSharedBlocks, refusals: RefusalLog,
    _ notices: inout [String]
  ) throws(TiankanError) -> Search {
    guard let method = pair.method as? SurpriseMethod else {
      return Search(
        blocks: try BlockPlan(
          grid: pair.grid, scene: pair.after, roles: pair.method.roles,
          workers: context.pool.threads))
    }
    let prepared = try SurprisePreparation(
      pair: pair, method: method, statistics: statistics, shared: shared, refusals: refusals,
      context: context
    ).plan()
    for notice in prepared.notices { context.logger.notice("\(notice)") }
    notices += prepared.notices
    return Search(
      blocks: try BlockPlan(
        grid: pair.grid, scene: pair.after, roles: pair.method.roles, margin: SurprisePlan.margin),
      plan: prepared.plan,
      peak: RegionBuilder.Peak(
        kind: method.evidence.count - 1,
        floor: Int16((Double(prepared.plan.upper) * Evidence.surprise.scale).rounded(.up)),
        tallest: Self.tallestWeakRegion))
  }

  /// The pixels to compare; `nil` for all.
  private func supervisedPixels(of pair: DiffPair) throws(TiankanError) -> PixelClasses? {
    guard let units = request.supervised else { return nil }
    let outlines = try LandUnitIndex(units, crs: pair.grid.crs).outlines
    return PixelClasses(
      outlines, classes: Array(repeating: 1, count: outlines.count), on: pair.grid)
  }

  private func pixelAreas(of pair: DiffPair) throws(TiankanError) -> PixelAreas {
    do throws(TiankanError) {
      return try PixelAreas(of: pair.grid)
    } catch {
      throw TiankanError(
        error.code, error.message, subject: pair.after.name, cause: error.cause ?? error.subject)
    }
  }

  private func minimumPixels(on grid: Grid) throws(TiankanError) -> Int {
    let pixel = try SceneBlocks.groundPixel(of: grid)
    return request.settings.minimumPixels(pixelArea: pixel.width * pixel.height)
  }

  private func clueFile(for pair: DiffPair) throws(TiankanError) -> ClueFile {
    let vocabulary = try Vocabulary.builtIn()
    return try ClueFile(
      path: request.output, crs: pair.grid.crs,
      header: ClueFile.Header(
        method: request.method, ruleSet: pair.method.ruleSet,
        evidence: pair.method.evidence.map(\.rawValue),
        // A comparison of two scenes knows of no approvals.
        remark: pair.kind == .construction ? vocabulary[.approvalsIncomplete] : nil),
      vocabulary: vocabulary)
  }

  private func maskRows(for pair: DiffPair, reach: Int) throws(TiankanError) -> MaskRows? {
    guard let path = request.mask else { return nil }
    let writer = try RasterWriter(
      path, grid: pair.grid,
      RasterOutput(
        pixelType: .uint8,
        bands: [RasterOutput.Band(name: "change", noData: Double(PixelState.noData))],
        metadata: [
          .init("METHOD", request.method), .init("RULE_SET", pair.method.ruleSet),
          .init("BEFORE", "\(pair.before.acquisition)"),
          .init("AFTER", "\(pair.after.acquisition)"),
          .init("VALUES", "0 unchanged, 1 changed (线索 clue), 255 no data"),
          .init("TIFFTAG_SOFTWARE", "tiankan \(request.programVersion)"),
        ], layout: .cloudOptimized(.nearest), predictor: .none, threads: context.pool.threads))
    return MaskRows(writer: writer, grid: pair.grid, reach: reach)
  }

  /// A result without one compared pixel would look like "no change".
  private func requireUsablePixels(
    _ report: DiffReport, _ pair: DiffPair
  ) throws(TiankanError) {
    guard report.usablePixels == 0 else { return }
    throw TiankanError(
      .empty,
      "not one pixel is usable at both dates; check the overlap, the no-data values and the quality layers",
      subject: "\(pair.before.name), \(pair.after.name)")
  }

  /// The settings as JSON with sorted keys, which outlasts a change of the program's own names.
  private var settingsText: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // Plain numbers and flags: encoding them cannot fail.
    return (try? encoder.encode(request.settings)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private func runRecord(
    _ report: DiffReport, pair: DiffPair, minimumPixels: Int
  ) -> [(name: String, value: String)] {
    let grid = pair.grid
    return [
      ("software", "tiankan \(request.programVersion)"), ("command", "diff"),
      ("method", request.method), ("rule_set", pair.method.ruleSet),
      ("normalisation", pair.normalisation.map { "\($0)" } ?? "none"),
      ("settings", settingsText),
      ("minimum_pixels", "\(minimumPixels)"),
      ("area_method", "sum of the pixels' ellipsoidal areas (椭球毛面积, 遥感量算)"),
      ("grid_crs", "\(grid.crs)"),
      ("grid_transform", grid.geoTransform.map { "\($0)" }.joined(separator: " ")),
      ("grid_size", "\(grid.columns) × \(grid.rows)"),
      ("pixels", "\(report.pixels)"), ("usable_pixels", "\(report.usablePixels)"),
      ("changed_pixels", "\(report.changedPixels)"), ("clues", "\(report.clues)"),
      ("regions_below_minimum", "\(report.droppedRegions)"),
      ("notices", report.notices.joined(separator: "\n")),
    ]
  }
}
