import ChangeDetection
import Diagnostics
import GeoIO
import Imagery
import LandUnits
import Synchronization

/// One pass over all dates of a tile: every block of every scene that is needed is read once.
///
/// Land units come out as series of observations, pixels as what the construction detector found. Results do not depend on the
/// cut of blocks, on threads, or on which other tiles are computed.
struct SeriesPass: Sendable {
  let archive: SceneArchive
  let grid: Grid
  let units: SeriesUnits
  let plan: SeriesPlan
  /// Where pixels are supervised; nil for everywhere.
  let supervised: PixelClasses?
  /// What is farmed: 1 dry cropland, 2 paddy; nil where no cropland layer is given.
  let cropland: PixelClasses?
  /// Nil where only land units are observed.
  let detector: ConstructionDetector?
  /// The overpasses that are read.
  let selection: SeriesSelection
  /// The state from which the detector goes on; nil where it scans the whole archive.
  let source: ConstructionSource?
  let indexParameters: IndexParameters
  /// One per entry of the archive.
  let masks: [QualityMask?]
  let refusals: RefusalLog
  /// How many scenes a worker keeps open.
  let openScenes: Int
  /// How many supervised pixels each scene shows.
  let usage: SceneUsage

  /// The satellites of the archive, in the order of their names.
  let platforms: [String]
  /// The dates on which pixels are examined for construction.
  let dates: [SeriesDate]

  init(
    archive: SceneArchive, grid: Grid, units: SeriesUnits, plan: SeriesPlan,
    supervised: PixelClasses?, cropland: PixelClasses?, detector: ConstructionDetector?,
    indexParameters: IndexParameters, masks: [QualityMask?], openScenes: Int,
    refusals: RefusalLog, selection: SeriesSelection? = nil, source: ConstructionSource? = nil
  ) {
    self.archive = archive
    self.grid = grid
    self.units = units
    self.plan = plan
    self.supervised = supervised
    self.cropland = cropland
    self.detector = detector
    self.indexParameters = indexParameters
    self.masks = masks
    self.openScenes = openScenes
    self.refusals = refusals
    let selection = selection ?? SeriesSelection(all: archive)
    self.selection = selection
    self.source = source
    usage = SceneUsage(count: archive.entries.count)
    platforms = archive.platforms
    dates = archive.dates(of: selection.construction)
  }

  /// The width in metres from which a cloud grows in a series [P]: bright roofs and bare spots that the scene classification
  /// calls cloud are narrower, come again on many dates, and would each blind the land around them.
  private static let smallestCloud = 60.0

  /// The quality masks of the scenes; scenes of one rule and place share theirs.
  ///
  /// - Parameter growing: Whether clouds and shadows grow; else the classification is taken as it is.
  static func masks(
    of archive: SceneArchive, on grid: Grid, growing: Bool = true
  ) throws(TiankanError) -> [QualityMask?] {
    var known: [QualityRule: QualityMask] = [:]
    var masks: [QualityMask?] = []
    for entry in archive.entries {
      guard let quality = entry.scene.quality else {
        masks.append(nil)
        continue
      }
      if let mask = known[quality.rule] {
        masks.append(mask)
        continue
      }
      let mask = try SceneBlocks.mask(
        for: entry.scene, on: grid, growing: growing, smallestPatch: smallestCloud)
      known[quality.rule] = mask
      masks.append(mask)
    }
    return masks
  }
}

extension SceneArchive {
  /// The satellites, in the order of their names.
  var platforms: [String] { Set(overpasses.map(\.platform)).sorted() }

  /// The dates of some overpasses, which ascend.
  func dates(of numbers: some Sequence<Int>) -> [SeriesDate] {
    let platforms = platforms
    return numbers.map { number in
      SeriesDate(
        overpasses[number].date,
        platform: platforms.firstIndex(of: overpasses[number].platform) ?? 0)
    }
  }
}

extension SeriesPass {
  /// Reads all blocks; results come in the order of blocks, one at a time.
  ///
  /// - Parameters:
  ///   - unit: A unit is complete: its number and observations by time. Called on any worker, several at once; what it
  ///     returns is handed to `store` in a fixed order.
  ///   - store: Takes what `unit` made, one at a time, in a fixed order.
  ///   - construction: Takes the construction planes of a block and what it adds to the state, one at a time, in the order of
  ///     blocks; pixels outside its core have no data.
  func run<Outcome: Sendable>(
    in context: JobContext, stage: String,
    unit: @Sendable (Int, [UnitObservation]) -> Outcome,
    store: @Sendable (Outcome) throws(TiankanError) -> Void,
    construction:
      @Sendable (SeriesPlan.Block, borrowing ConstructionBlock, ConstructionChunks)
      throws(TiankanError) -> Void
  ) throws(TiankanError) {
    let pending = Mutex<[Int: [UnitPart]]>([:])
    let boxes = ConstructionBoxes()
    let total = plan.blocks.count
    try context.pool.run(count: total, ahead: context.pool.threads + 1) {
      () throws(TiankanError) -> SeriesWorker in
      SeriesWorker(self)
    } produce: { (worker: inout SeriesWorker, block) throws(TiankanError) -> Product<Outcome> in
      let box = boxes.take()
      let (seen, chunks) = try worker.examine(plan.blocks[block], into: box)
      return Product(
        complete: seen.complete.map { unit($0.unit, $0.observations) },
        completeUnits: seen.complete.map(\.unit), parts: seen.parts, box: box, chunks: chunks)
    } consume: { number, product throws(TiankanError) in
      let block = plan.blocks[number]
      for outcome in product.complete { try store(outcome) }
      let whole = Set(product.completeUnits)
      let ready = pending.withLock { pending in
        for (unit, part) in product.parts { pending[unit, default: []].append(part) }
        // A unit that no date shows has no part, and is complete all the same.
        return block.units.filter { plan.lastBlock[$0] == number && !whole.contains($0) }.map {
          ($0, pending.removeValue(forKey: $0) ?? [])
        }
      }
      for (number, parts) in ready {
        let merged = UnitObserver.merged(
          parts, overpasses: archive.overpasses,
          totalWeight: units.layout.totalWeight(of: number))
        try store(unit(number, merged))
      }
      if !block.core.isEmpty {
        try product.box.block.withLock { (planes) throws(TiankanError) in
          try construction(block, planes, product.chunks)
        }
      }
      boxes.give(product.box)
      context.report(JobProgress(stage: stage, done: number + 1, total: total))
    }
  }

  private struct Product<Outcome: Sendable>: Sendable {
    var complete: [Outcome]
    var completeUnits: [Int]
    var parts: [(unit: Int, part: UnitPart)]
    var box: ConstructionBox
    var chunks: ConstructionChunks
  }
}

/// Construction planes on their way from the worker that made them to the one that writes them.
final class ConstructionBox: Sendable {
  let block = Mutex(ConstructionBlock(width: 0, height: 0))
}

/// Construction planes that are used again.
private final class ConstructionBoxes: Sendable {
  private let free = Mutex<[ConstructionBox]>([])

  func take() -> ConstructionBox { free.withLock { $0.popLast() } ?? ConstructionBox() }
  func give(_ box: ConstructionBox) { free.withLock { $0.append(box) } }
}
