import ChangeDetection
import Diagnostics
import Imagery

/// One worker of the main pass of a comparison, by whichever method.
struct PairSearcher: ~Copyable {
  private var pixels: DiffWorker?
  private var neighbourhoods: SurpriseWorker?
  private var detector: SurpriseDetector?
  private let statistics: PairStatistics

  /// Opens both scenes.
  ///
  /// - Parameter plan: What the method `surprise` knows of the pair; `nil` for methods that judge single pixels.
  init(
    _ pair: DiffPair, _ plan: SurprisePlan?, statistics: PairStatistics, supervised: PixelClasses?,
    workers: Int, shared: DiffSharedBlocks, refusals: RefusalLog
  ) throws(TiankanError) {
    self.statistics = statistics
    if let plan, let method = pair.method as? SurpriseMethod {
      let worker = try SurpriseWorker(
        pair, supervised: supervised, workers: workers, shared: shared, refusals: refusals)
      pixels = nil
      neighbourhoods = consume worker
      detector = SurpriseDetector(plan, method: method, statistics: statistics)
    } else {
      let worker = try DiffWorker(
        pair, supervised: supervised, workers: workers, shared: shared, refusals: refusals)
      pixels = consume worker
      neighbourhoods = nil
      detector = nil
    }
  }

  /// Detects the changes of a window.
  mutating func detect(
    _ window: Window, into block: DetectedBlock
  ) throws(TiankanError) -> DiffWorker.Product {
    if var worker = pixels.take() {
      let product = try worker.detect(window, statistics: statistics, into: block)
      pixels = consume worker
      return product
    }
    guard var worker = neighbourhoods.take(), var own = detector.take() else {
      throw TiankanError(.bug, "a worker was used after it failed")
    }
    let product = try worker.detect(window, with: &own, into: block)
    neighbourhoods = consume worker
    detector = consume own
    return product
  }
}
