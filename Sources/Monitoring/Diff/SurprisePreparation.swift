import ChangeDetection
import Diagnostics
import Imagery
import Synchronization

/// What must be known of a pair before the method `surprise` can search it: shift, mixtures, thresholds; from a fixed sample of
/// windows, read once for each.
struct SurprisePreparation: Sendable {
  let pair: DiffPair
  let method: SurpriseMethod
  let statistics: PairStatistics
  let shared: DiffSharedBlocks
  let refusals: RefusalLog
  let context: JobContext

  /// More windows than these are sampled in their middle only.
  private static let fewWindows = 16
  /// The side of that middle, in pixels.
  private static let middle = 192

  /// Prepares the search.
  ///
  /// - Returns: The plan, and what a reader should know of how the scenes lie on each other.
  /// - Throws: `.misregistered`; `.empty` where too few pixels are usable at both dates.
  func plan() throws(TiankanError) -> (plan: SurprisePlan, notices: [String]) {
    let stages = BlockPlan.sampleStages(of: pair.grid)
    var windows = stages[0]
    let registration = Coregistration(try shifts(of: windows))
    do throws(TiankanError) {
      try registration.require()
    } catch {
      throw TiankanError(
        error.code, error.message, subject: "\(pair.before.name), \(pair.after.name)")
    }
    var sample = try draw(windows, registration.shift)
    for stage in stages.dropFirst() where sample.count < SurpriseModel.sampleSize / 4 {
      windows += stage
      sample = try draw(windows, registration.shift)
    }
    guard sample.count >= SurpriseModel.leastSample else {
      throw TiankanError(
        .empty,
        "\(sample.count) sampled pixels are usable at both dates, and the mixtures need \(SurpriseModel.leastSample); check the overlap and the quality layers, or choose --method index",
        subject: "\(pair.before.name), \(pair.after.name)")
    }
    var plan = SurprisePlan(
      model: model(from: sample), shift: registration.shift, isCalibrated: method.isCalibrated,
      cirrusMedians: weighsClouds
        ? (median(sample, .before, pair.before), median(sample, .after, pair.after)) : nil,
      settings: method.settings)
    plan.setThresholds(from: try scores(windows, plan))
    return (plan, [registration.notice].compactMap { $0 })
  }

  /// Quality layers judge clouds better than a cirrus band.
  private var weighsClouds: Bool {
    method.roles.contains(.cirrus) && pair.before.quality == nil && pair.after.quality == nil
  }

  private func median(_ sample: SurpriseSample, _ date: PairDate, _ scene: Scene) -> Float {
    Float(scene.scaling(of: .cirrus).reflectance(Double(sample.cirrusMedian(date))))
  }

  private func model(from sample: SurpriseSample) -> SurpriseModel {
    func scalings(_ scene: Scene) -> [BandScaling]? {
      method.isCalibrated ? SurpriseModel.roles.map { scene.scaling(of: $0) } : nil
    }
    return SurpriseModel(
      before: sample.visible(.before), after: sample.visible(.after),
      beforeScalings: scalings(pair.before), afterScalings: scalings(pair.after)
    ) { count, piece in context.pool.perform(count, piece) }
  }

  private func shifts(of windows: [Window]) throws(TiankanError) -> [PixelShift] {
    guard let side = ShiftEstimator.side(fitting: pair.grid.columns, pair.grid.rows) else {
      return []
    }
    let estimator = ShiftEstimator(side: min(side, 512))
    let isMany = windows.count > Self.fewWindows
    let found = Mutex<[PixelShift]>([])
    try run(windows, stage: "registration") {
      (worker: inout SurpriseWorker, window) throws(TiankanError) in
      let shifts = try worker.shifts(of: window, with: estimator, middleOnly: isMany)
      found.withLock { $0 += shifts }
    }
    return found.withLock { $0 }
  }

  private func draw(
    _ windows: [Window], _ shift: PixelShift
  ) throws(TiankanError) -> SurpriseSample {
    let empty = SurpriseSample(of: windows.reduce(0) { $0 + $1.pixelCount })
    let merged = Mutex(empty)
    try run(windows, stage: "sample") {
      (worker: inout SurpriseWorker, window) throws(TiankanError) in
      var sample = empty
      try worker.draw(window, shift: shift, into: &sample)
      merged.withLock { $0.merge(sample) }
    }
    var sample = merged.withLock { $0 }
    sample.finish()
    return sample
  }

  private func scores(
    _ windows: [Window], _ plan: SurprisePlan
  ) throws(TiankanError) -> ScoreHistogram {
    let isMany = windows.count > Self.fewWindows
    let merged = Mutex(ScoreHistogram())
    try run(windows, stage: "thresholds") {
      (worker: inout SurpriseWorker, window) throws(TiankanError) in
      var detector = SurpriseDetector(plan, method: method, statistics: statistics)
      var histogram = ScoreHistogram()
      try worker.count(
        isMany ? Self.middle(of: window) : window, with: &detector, into: &histogram)
      merged.withLock { $0.merge(histogram) }
    }
    return merged.withLock { $0 }
  }

  private static func middle(of window: Window) -> Window {
    let (width, height) = (min(window.width, middle), min(window.height, middle))
    return Window(
      column: window.column + (window.width - width) / 2,
      row: window.row + (window.height - height) / 2, width: width, height: height)
  }

  /// Runs a piece of work for each window, in any order.
  private func run(
    _ windows: [Window], stage: String,
    _ work: @Sendable (inout SurpriseWorker, Window) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    try context.pool.run(count: windows.count, ahead: context.pool.threads) {
      () throws(TiankanError) -> SurpriseWorker in
      try SurpriseWorker(
        pair, supervised: nil, workers: context.pool.threads, shared: shared, refusals: refusals)
    } produce: { (worker: inout SurpriseWorker, item) throws(TiankanError) -> Bool in
      try work(&worker, windows[item])
      return true
    } consume: { item, _ throws(TiankanError) in
      context.report(JobProgress(stage: stage, done: item + 1, total: windows.count))
    }
  }
}
