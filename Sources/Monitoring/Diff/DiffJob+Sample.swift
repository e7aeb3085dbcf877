import ChangeDetection
import Diagnostics
import Imagery
import Logging
import Synchronization

/// What is taken from a fixed sample of windows before a pair is compared.
extension DiffJob {
  /// Brings the later date's numbers to those of the earlier one, where the method asks for it and the pair allows it.
  func normalised(
    _ pair: DiffPair, shared: DiffSharedBlocks, refusals: RefusalLog, _ notices: inout [String]
  ) throws(TiankanError) -> DiffPair {
    guard !pair.method.normalisedRoles.isEmpty else { return pair }
    let merged = Mutex(PairSample(of: [], drawing: pair.method.normalisedRoles))
    for windows in BlockPlan.sampleStages(of: pair.grid) {
      try count(windows, of: pair, shared: shared, refusals: refusals, into: merged)
      if merged.withLock({ $0.pixelCount }) >= PairPixels.limit / 4 { break }
    }
    if let normalisation = merged.withLock({ $0.normalisation() }) {
      return pair.normalised(by: normalisation)
    }
    let notice =
      "the numbers of the dates are compared as they are: too few pixels are sure to be unchanged to bring one date to the other"
    context.logger.notice("\(notice)")
    notices.append(notice)
    return pair
  }

  /// With fewer sampled pixels than this, a quarter of a window, more of the scene is sampled.
  private static let enoughSampledPixels = 1 << 16

  /// Counts the pair's quantities over the fixed sample of windows; over more of them where they hold hardly any data.
  func sample(
    _ pair: DiffPair, shared: DiffSharedBlocks, refusals: RefusalLog
  ) throws(TiankanError) -> PairStatistics {
    let merged = Mutex(
      PairSample(
        of: pair.method.sampledQuantities, parameters: request.settings.indexParameters,
        drawing: pair.method.drawnRoles))
    for windows in BlockPlan.sampleStages(of: pair.grid) {
      try count(windows, of: pair, shared: shared, refusals: refusals, into: merged)
      if merged.withLock({ $0.pixelCount }) >= Self.enoughSampledPixels { break }
    }
    do throws(TiankanError) {
      return try merged.withLock { (sample) throws(TiankanError) in try sample.statistics() }
    } catch {
      throw TiankanError(
        error.code, error.message, subject: "\(pair.before.name), \(pair.after.name)",
        // Where nothing can be used because blocks cannot be read, that is the reason.
        cause: error.cause ?? refusals.all.first.map { "\($0.subject): \($0.reason)" })
    }
  }

  private func count(
    _ windows: [Window], of pair: DiffPair, shared: DiffSharedBlocks, refusals: RefusalLog,
    into merged: borrowing Mutex<PairSample>
  ) throws(TiankanError) {
    let (quantities, roles) = merged.withLock { ($0.quantities, $0.drawnRoles) }
    let parameters = request.settings.indexParameters
    try context.pool.run(count: windows.count, ahead: context.pool.threads) {
      () throws(TiankanError) -> PairSampler in
      // What is known of the pair is that of the whole scene, whatever part of it is compared.
      try PairSampler(
        pair, workers: context.pool.threads, shared: shared, refusals: refusals)
    } produce: { (worker: inout PairSampler, item) throws(TiankanError) -> SampleBox in
      let box = SampleBox(PairSample(of: quantities, parameters: parameters, drawing: roles))
      try box.sample.withLock { (sample) throws(TiankanError) in
        try worker.sample(windows[item], into: &sample)
      }
      return box
    } consume: { item, box throws(TiankanError) in
      merged.withLock { merged in box.sample.withLock { merged.merge($0) } }
      context.report(JobProgress(stage: "sample", done: item + 1, total: windows.count))
    }
  }
}

/// A sample on its way from the worker that counted it to the one that merges it.
private final class SampleBox: Sendable {
  let sample: Mutex<PairSample>

  init(_ sample: consuming sending PairSample) { self.sample = Mutex(sample) }
}
