import ChangeDetection
import Diagnostics
import GeoIO
import Imagery
import LandUnits
import Synchronization

extension TilePass {
  /// Goes on from the state of the last generation.
  ///
  /// - Parameters:
  ///   - old: The head of that state.
  ///   - oldFolder: Its folder.
  ///   - change: What is new in the archive.
  ///   - replays: Whether a scene is late, so that the period is replayed.
  ///   - spool: Receives the observations that are new.
  func advance(
    from old: TileState, in oldFolder: String, _ change: ArchiveChange, replays: Bool,
    spool: ObservationSpool
  ) throws(TiankanError) -> Result {
    let targets = TileTargets(run, tile: tile.id)
    let units = SeriesUnits(targets.outlines, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    let selection = run.archive.selection(
      of: change, replayingFrom: replays ? old.periodStart : nil)
    let source = try ConstructionSource(
      folder: oldFolder, replays: replays,
      seasons: ConstructionDetector.seasons(of: run.archive.dates(of: selection.construction)),
      hasCurves: run.rules.construction.method != .baseline)
    let pass = pass(units, selection: selection, source: source)
    let writer = try TileWriter(self, seasons: nil)
    let added = Mutex<[Int: [UnitObservation]]>([:])
    try pass.run(in: run.job, stage: tile.id) { number, observations in
      (units.units[number].outline, observations)
    } store: { (seen: (Int, [UnitObservation])) throws(TiankanError) in
      if !seen.1.isEmpty { added.withLock { $0[seen.0] = seen.1 } }
    } construction: { block, planes, chunks throws(TiankanError) in
      try writer.write(planes, chunks, of: block)
    }
    let platforms = old.platforms + run.archive.platforms.filter { !old.platforms.contains($0) }
    let unitState = try UnitStateWriter(in: folder, isWhole: false)
    let news = added.withLock { $0 }
    var result = try examine(
      units, targets, in: oldFolder, old.platforms, added: news, without: change.overpasses,
      isWhole: replays, platforms: platforms, spool: spool
    ) { chunks throws(TiankanError) in
      try unitState.append(chunks)
    }
    try unitState.finish()
    try finish(
      &result, targets, pass, writer, counts: try TileCounts(in: oldFolder), platforms: platforms,
      spool: spool)
    return result
  }

  /// Examines the land units of a tile for another last day; no scene of the tile is new.
  func examineAgain(
    from old: TileState, in oldFolder: String, spool: ObservationSpool
  ) throws(TiankanError) -> Result {
    let targets = TileTargets(run, tile: tile.id)
    let units = SeriesUnits(targets.outlines, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    var result = try examine(
      units, targets, in: oldFolder, old.platforms, added: [:], without: [],
      isWhole: run.context.until.dayNumber < old.until, platforms: nil, spool: spool
    ) { _ in }
    try examineMines(&result, targets, spool)
    result.counts = try TileCounts(in: oldFolder)
    try head(platforms: old.platforms).write(to: folder)
    return result
  }

  /// Examines all land units of the tile with the observations of the state and new ones.
  ///
  /// - Parameters:
  ///   - known: The satellites of the state.
  ///   - added: New observations by target.
  ///   - without: Overpasses whose observations in the state no longer hold.
  ///   - isWhole: Whether results of settled crop years are made again: a crop year may have lost its only observation, or lie
  ///     after the last day now.
  ///   - platforms: The satellites of the new state; nil where nothing is kept.
  ///   - store: Takes what is kept.
  private func examine(
    _ units: SeriesUnits, _ targets: TileTargets, in oldFolder: String, _ known: [String],
    added: [Int: [UnitObservation]], without: Set<OverpassMark>, isWhole: Bool,
    platforms: [String]?, spool: ObservationSpool,
    store: @Sendable (UnitChunks) throws(TiankanError) -> Void
  ) throws(TiankanError) -> Result {
    let source = try UnitStateSource(
      folder: oldFolder, platforms: known,
      start: run.parcels.detector.parameters.calendar.start)
    let overpasses = OverpassNumbers(run.archive, without: without)
    let state = Mutex(Result())
    let spooled = Mutex(Unshared(spool))
    // Some units at a time, so that the order is kept at little cost.
    let size = 64
    let count = (units.units.count + size - 1) / size
    try run.job.pool.run(count: count, ahead: run.job.pool.threads + 1) {
      () throws(TiankanError) -> Bool in
      true
    } produce: { (_: inout Bool, item: Int) throws(TiankanError) -> [ExaminedUnit] in
      var examined: [ExaminedUnit] = []
      for number in item * size..<min(units.units.count, (item + 1) * size) {
        let unit = units.units[number]
        examined.append(
          try examine(
            unit, targets.targets[unit.outline], added[unit.outline] ?? [], source, overpasses,
            isWhole: isWhole, platforms: platforms))
      }
      return examined
    } consume: { _, examined throws(TiankanError) in
      for seen in examined {
        let outcome = try seen.outcome.get()
        try spooled.withLock { (spool) throws(TiankanError) in
          if !seen.target.isRing, let rows = added[seen.number] {
            try spool.value.append(seen.target.unit, rows)
          }
          for result in outcome.results { try spool.value.append(result) }
        }
        if let chunks = seen.chunks { try store(chunks) }
        state.withLock { $0.add(seen, outcome, id: targets.outlines[seen.number].id) }
      }
    }
    var result = state.withLock { $0 }
    result.hasAllResults = isWhole
    return result
  }

  /// Examines one land unit; one that no detector looks at is only counted.
  private func examine(
    _ unit: SeriesUnits.Unit, _ target: TileTargets.Target, _ added: [UnitObservation],
    _ source: UnitStateSource, _ overpasses: OverpassNumbers, isWhole: Bool,
    platforms: [String]?
  ) throws(TiankanError) -> ExaminedUnit {
    let number = unit.outline
    var outcome = UnitOutcome(unit: target.unit, observations: [])
    guard let form = UnitStateParts.form(of: target.role) else {
      return ExaminedUnit(
        target, number: number, purePixels: unit.purePixels, outcome: outcome, chunks: nil)
    }
    var recent = overpasses.numbered(try source.recent(number, form)) + added
    recent.sort { $0.scene < $1.scene }
    let rows = overpasses.numbered(try source.window(number, form)) + recent
    func history() throws(TiankanError) -> [UnitObservation] {
      overpasses.numbered(try source.history(number, form))
    }
    if target.role == .cropland {
      let found =
        isWhole
        ? try run.parcels.examine(
          target.unit, pixels: unit.purePixels, observations: try history() + rows)
        : try run.parcels.examine(
          target.unit, pixels: unit.purePixels, settled: try source.settled(number),
          observations: rows, history: history)
      try outcome.take(found)
    } else {
      outcome.observations = rows
    }
    return ExaminedUnit(
      target, number: number, purePixels: unit.purePixels, outcome: outcome,
      chunks: platforms.map { UnitChunks(number, form, recent: recent, platforms: $0) })
  }
}

/// The positions of overpasses in the archive, by which observations of the state are numbered.
private struct OverpassNumbers: Sendable {
  private let numbers: [OverpassMark: Int]

  /// - Parameter without: Overpasses whose observations in the state no longer hold.
  init(_ archive: SceneArchive, without: Set<OverpassMark>) {
    var numbers: [OverpassMark: Int] = [:]
    for (number, overpass) in archive.overpasses.enumerated()
    where numbers[overpass.mark] == nil && !without.contains(overpass.mark) {
      numbers[overpass.mark] = number
    }
    self.numbers = numbers
  }

  /// The observations whose overpass still holds, with its number.
  func numbered(_ rows: [UnitObservation]) -> [UnitObservation] {
    rows.compactMap { row in
      let mark = OverpassMark(day: row.date.dayNumber, platform: row.platform)
      guard let number = numbers[mark] else { return nil }
      var row = row
      row.scene = number
      return row
    }
  }
}
