import ChangeDetection
import Diagnostics
import GeoIO
import Imagery
import LandUnits
import LedgerStore
import Supervision
import Synchronization

/// Computes one tile: the construction planes of its core, and the series, results and clues of the land units it owns.
struct TilePass {
  let run: MonitorRun
  let tile: Tile
  /// The archive as the state remembers it.
  let scenes: [SceneMark]
  /// What states depend on besides scenes.
  let key: String
  /// The first day of the latest period of the archive.
  let periodStart: Int?
  /// The folder of the tile's new state.
  let folder: String

  /// What a tile gives besides its files.
  struct Result {
    var counts = TileCounts()
    /// Cropland parcels, and those of them that could be decided.
    var parcels = 0
    var decidedParcels = 0
    var clues: [MonitoredClue] = []
    /// Blocks of scenes that were not decoded, because the quality layer hides them.
    var hiddenBlocks = 0
    /// The pure pixels of each observed unit.
    var purePixels: [Int: Int] = [:]
    /// The series of mines and their rings, by target.
    var series: [Int: UnitSeries] = [:]
    /// Whether the results are all there are; else those of settled crop years stay in the ledger as they are.
    var hasAllResults = true
  }

  /// Reads the whole archive.
  ///
  /// - Parameter spool: Receives the observations under the position of the unit in the index of land units.
  func computeAll(spool: ObservationSpool) throws(TiankanError) -> Result {
    let targets = TileTargets(run, tile: tile.id)
    let units = SeriesUnits(targets.outlines, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    let pass = pass(units, selection: nil, source: nil)
    let writer = try TileWriter(
      self,
      seasons: pass.dates.last.map {
        ConstructionDetector.seasons(ofQuarterWith: Int($0.day))
      } ?? [])
    let unitState = try UnitStateWriter(in: folder, isWhole: true)
    let state = Mutex(Result())
    let spooled = Mutex(Unshared(spool))
    let parcels = run.parcels
    let platforms = run.archive.platforms
    let parts = parts
    try pass.run(in: run.job, stage: tile.id) { number, observations in
      let unit = units.units[number]
      return ExaminedUnit(
        parcels, targets.targets[unit.outline], number: unit.outline,
        purePixels: unit.purePixels, all: observations, parts: parts, platforms: platforms)
    } store: { (seen: ExaminedUnit) throws(TiankanError) in
      let outcome = try seen.outcome.get()
      try spooled.withLock { (spool) throws(TiankanError) in
        if !seen.target.isRing {
          try spool.value.append(seen.target.unit, outcome.observations)
        }
        for result in outcome.results { try spool.value.append(result) }
      }
      if let chunks = seen.chunks { try unitState.append(chunks) }
      state.withLock { $0.add(seen, outcome, id: targets.outlines[seen.number].id) }
    } construction: { block, planes, chunks throws(TiankanError) in
      try writer.write(planes, chunks, of: block)
    }
    try unitState.finish()
    var result = state.withLock { $0 }
    try finish(
      &result, targets, pass, writer, counts: TileCounts(), platforms: platforms, spool: spool)
    return result
  }

  /// How the observations of land units are parted in the state.
  var parts: UnitStateParts {
    UnitStateParts(periodStart: periodStart, parameters: run.parcels.detector.parameters)
  }

  /// The pass over some overpasses.
  func pass(
    _ units: SeriesUnits, selection: SeriesSelection?, source: ConstructionSource?
  ) -> SeriesPass {
    let plan = SeriesPlan(
      core: tile.core, isSupervised: { run.supervised?.hasPixels(in: $0) ?? true },
      layout: units.layout, blockHeight: run.blockHeight(of: selection))
    return SeriesPass(
      archive: run.archive, grid: run.grid, units: units, plan: plan, supervised: run.supervised,
      cropland: run.cropland, detector: ConstructionDetector(parameters: run.rules.construction),
      indexParameters: run.rules.index, masks: run.masks, openScenes: run.openScenes,
      refusals: run.refusals, selection: selection, source: source)
  }

  /// Examines the mines, counts, and writes the head of the state.
  func finish(
    _ result: inout Result, _ targets: TileTargets, _ pass: SeriesPass, _ writer: TileWriter,
    counts before: TileCounts, platforms: [String], spool: ObservationSpool
  ) throws(TiankanError) {
    try examineMines(&result, targets, spool)
    result.counts = before
    result.counts.monitored = try writer.finish()
    let usage = pass.usage.totals
    result.counts.watched = usage.watched
    result.hiddenBlocks = usage.hidden
    let read = Set(pass.selection.construction)
    for number in read {
      for entry in run.archive.overpasses[number].entries {
        let pixels = usage.usable[entry]
        result.counts.usable[run.archive.entries[entry].acquisition] = pixels > 0 ? pixels : nil
      }
    }
    let present = Set(run.archive.entries.map(\.acquisition))
    result.counts.usable = result.counts.usable.filter { present.contains($0.key) }
    result.counts.blocks = pass.plan.blocks.count
    result.counts.skippedBlocks = pass.plan.skipped
    try result.counts.write(to: folder)
    try head(platforms: platforms).write(to: folder)
  }

  /// The head of the tile's new state.
  func head(platforms: [String]) -> TileState {
    TileState(
      key: key, periodStart: periodStart, until: run.context.until.dayNumber, platforms: platforms,
      scenes: scenes)
  }

  func examineMines(
    _ result: inout Result, _ targets: TileTargets, _ spool: ObservationSpool
  ) throws(TiankanError) {
    let all = targets.targets
    for (number, target) in all.enumerated() where target.role == .mines && !target.isRing {
      guard let mine = result.series[number] else { continue }
      let ring = all.firstIndex { $0.unit == target.unit && $0.isRing }
      let made = try run.mines.examine(
        target.unit, mine: mine, reference: ring.flatMap { result.series[$0] })
      for row in made.results { try spool.append(EncodedUnitResult(row)) }
      result.clues += made.clues
    }
    result.series = [:]
  }
}

extension TilePass.Result {
  /// Takes in a unit.
  mutating func add(_ seen: ExaminedUnit, _ outcome: UnitOutcome, id: String) {
    clues += outcome.clues
    if let present = outcome.present {
      parcels += 1
      let open: [FarmlandFindingCode] = [.undecidable, .tooSmall, .pending, .notCropland]
      if !open.contains(present) { decidedParcels += 1 }
    }
    if !seen.target.isRing { purePixels[seen.target.unit] = seen.purePixels }
    if seen.target.role == .mines {
      series[seen.number] = UnitSeries(
        unit: id, purePixels: seen.purePixels, observations: outcome.observations)
    }
  }
}

/// Writes what blocks give of a tile, one at a time, and counts the monitored pixels.
final class TileWriter: Sendable {
  private let planes: Mutex<PlaneWriter?>
  private let state: Mutex<ConstructionStateWriter?>
  private let monitored = Mutex(0)

  init(_ pass: TilePass, seasons: [Int]?) throws(TiankanError) {
    planes = Mutex(
      try PlaneWriter(
        folder: pass.folder, core: pass.tile.core, grid: pass.run.grid,
        threads: pass.run.job.pool.threads))
    state = Mutex(try ConstructionStateWriter(folder: pass.folder, seasons: seasons))
  }

  func write(
    _ found: borrowing ConstructionBlock, _ chunks: ConstructionChunks, of block: SeriesPlan.Block
  ) throws(TiankanError) {
    try planes.withLock { (planes) throws(TiankanError) in
      try planes?.write(found, of: block.window, part: block.core)
    }
    try state.withLock { (state) throws(TiankanError) in try state?.write(chunks) }
    let count = ConstructionStatus.monitored.reduce(0) { $0 + found.count(of: $1) }
    monitored.withLock { $0 += count }
  }

  /// Completes the files.
  ///
  /// - Returns: The monitored pixels.
  func finish() throws(TiankanError) -> Int {
    try planes.withLock({ $0.take() })?.finish()
    try state.withLock({ $0.take() })?.finish()
    return monitored.withLock { $0 }
  }
}

/// Carries a reference into a lock; only the lock's holder touches it.
struct Unshared<Value>: @unchecked Sendable {
  // SAFETY: the value is reached through the lock alone, one thread at a time.
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension ConstructionStatus {
  /// The states of pixels that have a baseline.
  static let monitored = [none, first, provisional, confirmed, ended]
}
