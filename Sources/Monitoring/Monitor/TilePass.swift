import ChangeDetection
import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits
import LedgerStore
import Supervision
import Synchronization

/// Computes one tile: the construction planes of its core, and the series, results and clues of the land units it owns.
struct TilePass {
  let run: MonitorRun
  let tile: Tile
  /// The folder of the tile's new state.
  let folder: String

  /// What a tile gives besides its files.
  struct Result {
    var counts = TileCounts()
    var results: [UnitResultRow] = []
    var clues: [MonitoredClue] = []
    /// The pure pixels of each observed unit.
    var purePixels: [Int: Int] = [:]
  }

  /// One observed outline: a land unit, or the reference ring of a mine.
  private struct Target: Sendable {
    /// The position in the index of land units.
    var unit: Int
    var isRing: Bool
    var role: LayerRole
  }

  /// Runs the pass.
  ///
  /// - Parameter spool: Receives the observations under the position of the unit in the index of land units.
  func compute(spool: ObservationSpool) throws(TiankanError) -> Result {
    let (targets, outlines) = try targets()
    let units = SeriesUnits(outlines, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    let plan = SeriesPlan(
      core: tile.core, isSupervised: { run.supervised?.hasPixels(in: $0) ?? true },
      layout: units.layout, blockHeight: run.blockHeight)
    let pass = SeriesPass(
      archive: run.archive, grid: run.grid, units: units, plan: plan, supervised: run.supervised,
      cropland: run.cropland, detector: ConstructionDetector(parameters: run.rules.construction),
      indexParameters: run.rules.index, masks: run.masks, openScenes: run.openScenes,
      refusals: run.refusals)
    let writer = Mutex(
      Optional(
        try PlaneWriter(
          folder: folder, core: tile.core, grid: run.grid, threads: run.job.pool.threads)))
    let state = Mutex((result: Result(), series: [Int: UnitSeries]()))
    let spooled = Mutex(Unshared(spool))
    let parcels = run.parcels
    try pass.run(in: run.job, stage: tile.id) { number, observations in
      let unit = units.units[number]
      return Seen(
        parcels, targets[unit.outline], unit.purePixels, unit.outline, observations)
    } store: { seen throws(TiankanError) in
      let outcome = try seen.outcome.get()
      if !seen.target.isRing {
        try spooled.withLock { (spool) throws(TiankanError) in
          try spool.value.append(seen.target.unit, outcome.observations)
        }
      }
      state.withLock { state in
        state.result.results += outcome.results
        state.result.clues += outcome.clues
        if !seen.target.isRing { state.result.purePixels[seen.target.unit] = seen.pixels }
        if seen.target.role == .mines {
          state.series[seen.number] = UnitSeries(
            unit: outlines[seen.number].id, purePixels: seen.pixels,
            observations: outcome.observations)
        }
      }
    } construction: { block, planes throws(TiankanError) in
      try writer.withLock { (writer) throws(TiankanError) in
        try writer?.write(planes, of: block.window, part: block.core)
      }
      let monitored = ConstructionStatus.monitored.reduce(0) { $0 + planes.count(of: $1) }
      state.withLock { $0.result.counts.monitored += monitored }
    }
    try writer.withLock({ $0.take() })?.finish()
    var (result, series) = state.withLock { $0 }
    for (number, target) in targets.enumerated() where target.role == .mines && !target.isRing {
      guard let mine = series[number] else { continue }
      let ring = targets.firstIndex { $0.unit == target.unit && $0.isRing }
      let made = try run.mines.examine(
        target.unit, mine: mine, reference: ring.flatMap { series[$0] })
      result.results += made.results
      result.clues += made.clues
    }
    let usage = pass.usage.totals
    result.counts.watched = usage.watched
    for (entry, pixels) in usage.usable.enumerated() where pixels > 0 {
      result.counts.usable[run.archive.entries[entry].acquisition] = pixels
    }
    result.counts.blocks = plan.blocks.count
    result.counts.skippedBlocks = plan.skipped
    try result.counts.write(to: folder)
    return result
  }

  /// The outlines to observe: the tile's land units, and a ring around each mine.
  private func targets() throws(TiankanError) -> (
    [Target], [(layer: String, id: String, outline: MultiPolygon)]
  ) {
    var targets: [Target] = []
    var outlines: [(layer: String, id: String, outline: MultiPolygon)] = []
    let index = run.units.index
    for role in MonitoredUnits.observedLayers {
      for number in run.units.units(of: role, in: tile.id) {
        targets.append(Target(unit: number, isRing: false, role: role))
        outlines.append((role.rawValue, index.units[number].id, index.outlines[number]))
      }
    }
    let mines = index.units.indices.filter { index.units[$0].layer == LayerRole.mines.rawValue }
      .map { index.outlines[$0] }
    for number in run.units.units(of: .mines, in: tile.id) {
      do throws(TiankanError) {
        let ring = try ReferenceRing().around(
          index.outlines[number], mines: mines, excluded: run.disturbed, crs: run.grid.crs)
        if ring.isEmpty { continue }
        targets.append(Target(unit: number, isRing: true, role: .mines))
        outlines.append(("reference_ring", index.units[number].id, ring))
      } catch {
        run.refusals.add(
          Refusal(error, subject: "reference ring of mine \(index.units[number].id)"))
      }
    }
    return (targets, outlines)
  }

  /// A unit that is complete, with what the parcel detector says of it.
  private struct Seen: Sendable {
    var target: Target
    var pixels: Int
    /// The position among the targets.
    var number: Int
    var outcome: Swift.Result<UnitOutcome, TiankanError>

    init(
      _ parcels: ParcelExaminer, _ target: Target, _ pixels: Int, _ number: Int,
      _ observations: [UnitObservation]
    ) {
      self.target = target
      self.pixels = pixels
      self.number = number
      var made = UnitOutcome(unit: target.unit, observations: observations)
      do throws(TiankanError) {
        if target.role == .cropland {
          (made.results, made.clues) = try parcels.examine(
            target.unit, pixels: pixels, observations: observations)
        }
        outcome = .success(made)
      } catch {
        outcome = .failure(error)
      }
    }
  }
}

/// Carries a reference into a lock; only the lock's holder touches it.
private struct Unshared<Value>: @unchecked Sendable {
  // SAFETY: the value is reached through the lock alone, one thread at a time.
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension ConstructionStatus {
  /// The states of pixels that have a baseline.
  static let monitored = [none, first, provisional, confirmed, ended]
}
