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
      seasons: ConstructionDetector.seasons(of: run.archive.dates(of: selection.construction)))
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
    let series = Mutex<ChunkFileWriter?>(try ChunkFileWriter(TileFiles.series(in: folder)))
    let news = added.withLock { $0 }
    var result = try examine(
      units, targets, in: oldFolder, old.platforms, added: news, without: change.overpasses,
      platforms: platforms, spool: spool
    ) { chunk throws(TiankanError) in
      try series.withLock { (series) throws(TiankanError) in try series?.append(chunk) }
    }
    try series.withLock({ $0.take() })?.finish()
    try finish(
      &result, targets, pass, writer, counts: try TileCounts(in: oldFolder), platforms: platforms)
    return result
  }

  /// Examines the land units of a tile for another last day; no scene of the tile is new.
  func examineAgain(from old: TileState, in oldFolder: String) throws(TiankanError) -> Result {
    let targets = TileTargets(run, tile: tile.id)
    let units = SeriesUnits(targets.outlines, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    var result = try examine(
      units, targets, in: oldFolder, old.platforms, added: [:], without: [], platforms: nil,
      spool: nil
    ) { _ in }
    try examineMines(&result, targets)
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
  ///   - platforms: The satellites of the new state; nil where nothing is kept.
  ///   - store: Takes what is kept.
  private func examine(
    _ units: SeriesUnits, _ targets: TileTargets, in oldFolder: String, _ known: [String],
    added: [Int: [UnitObservation]], without: Set<OverpassMark>, platforms: [String]?,
    spool: ObservationSpool?, store: @Sendable (Chunk) throws(TiankanError) -> Void
  ) throws(TiankanError) -> Result {
    let file = try ChunkFile(opening: TileFiles.series(in: oldFolder))
    let numbers = Dictionary(
      run.archive.overpasses.enumerated().map { ($1.mark, $0) }
    ) { first, _ in first }
    let state = Mutex(Result())
    let spooled = spool.map { Mutex(Unshared($0)) }
    let parcels = run.parcels
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
        var rows = try Self.rows(of: unit.outline, in: file, known)
        rows.removeAll { row in
          let mark = OverpassMark(day: row.date.dayNumber, platform: row.platform)
          return without.contains(mark) || numbers[mark] == nil
        }
        for position in rows.indices {
          rows[position].scene =
            numbers[
              OverpassMark(
                day: rows[position].date.dayNumber, platform: rows[position].platform)] ?? 0
        }
        rows += added[unit.outline] ?? []
        rows.sort { $0.scene < $1.scene }
        examined.append(
          ExaminedUnit(
            parcels, targets.targets[unit.outline], number: unit.outline,
            purePixels: unit.purePixels, rows, platforms: platforms))
      }
      return examined
    } consume: { _, examined throws(TiankanError) in
      for seen in examined {
        let outcome = try seen.outcome.get()
        if !seen.target.isRing, let rows = added[seen.number] {
          try spooled?.withLock { (spool) throws(TiankanError) in
            try spool.value.append(seen.target.unit, rows)
          }
        }
        if let chunk = seen.chunk { try store(chunk) }
        state.withLock { $0.add(seen, outcome, id: targets.outlines[seen.number].id) }
      }
    }
    return state.withLock { $0 }
  }

  private static func rows(
    of target: Int, in file: ChunkFile, _ platforms: [String]
  ) throws(TiankanError) -> [UnitObservation] {
    guard let bytes = try file.read(UInt64(target)),
      let rows = SeriesRows.rows(of: bytes, platforms: platforms)
    else {
      throw TiankanError(
        .corrupt, "a file of the state is damaged; run with --rebuild", subject: file.path,
        cause: "the series of land unit \(target) is missing or no series")
    }
    return rows
  }
}
