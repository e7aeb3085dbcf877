import ChangeDetection
import Diagnostics
import Imagery
import LedgerStore
import Logging
import Supervision

/// One run over all tiles: what is new of each is computed, into a new generation of the state.
struct MonitorNight {
  let request: MonitorRequest
  let run: MonitorRun
  let acceptance: SceneAcceptance
  /// What states depend on besides scenes.
  let key: String
  /// The first day of the latest period of the archive.
  let periodStart: Int?
  let state: StateFolder
  /// The generation that holds.
  let generation: Int

  /// What a tile gave.
  struct Outcome {
    var tile: Tile
    var work: MonitorReport.TileWork
    var counts: TileCounts
    /// Nil where the tile stayed as it was.
    var result: TilePass.Result?
    /// Acquisitions whose observations no longer hold.
    var withdrawn: [String] = []
  }

  private var scenes: [SceneMark] { acceptance.marks }

  /// Computes a tile.
  ///
  /// - Parameter isWanted: Whether the run is to compute it; else it stays as it is.
  func compute(
    _ tile: Tile, isWanted: Bool, spool: ObservationSpool
  ) throws(TiankanError) -> Outcome {
    let old = state.folder(of: tile.id, generation: generation)
    guard isWanted else {
      try state.carry(tile.id, from: generation, to: generation + 1)
      return Outcome(
        tile: tile, work: .init(tile: tile.id, mode: .kept, reason: "not asked for"),
        counts: try TileCounts(in: state.folder(of: tile.id, generation: generation + 1)))
    }
    let plan = TileNight.plan(
      from: request.rebuild ? nil : TileState.read(from: old), key: key,
      periodStart: periodStart, scenes: scenes)
    let mark = try spool.mark()
    do throws(TiankanError) {
      return try compute(tile, plan, old, spool)
    } catch  where error.code == .corrupt && error.subject?.hasPrefix(state.path) == true {
      run.job.logger.notice(
        "tile \(tile.id): the state is damaged and is computed from the archive: \(error.subject ?? "")"
      )
      try spool.rewind(to: mark)
      return try compute(tile, .rebuild(reason: "the state was damaged"), old, spool)
    }
  }

  private func compute(
    _ tile: Tile, _ plan: TileNight, _ old: String, _ spool: ObservationSpool
  ) throws(TiankanError) -> Outcome {
    func pass(_ folder: String) -> TilePass {
      TilePass(
        run: run, tile: tile, scenes: scenes, key: key, periodStart: periodStart, folder: folder)
    }
    switch plan {
    case .keep(let known):
      try state.carry(tile.id, from: generation, to: generation + 1)
      let folder = state.folder(of: tile.id, generation: generation + 1)
      let work = MonitorReport.TileWork(tile: tile.id, mode: .kept, reason: "nothing new")
      guard known.until != run.context.until.dayNumber else {
        return Outcome(tile: tile, work: work, counts: try TileCounts(in: folder))
      }
      let result = try pass(folder).examineAgain(from: known, in: old, spool: spool)
      return Outcome(tile: tile, work: work, counts: result.counts, result: result)
    case .advance(let known, let change, let replays):
      try acceptance.check(
        run.archive.selection(
          of: change, replayingFrom: replays ? known.periodStart : nil), of: run.archive)
      let folder = try state.make(tile.id, generation: generation + 1)
      try state.carry(
        tile.id, from: generation, to: generation + 1,
        files: TileFiles.frozen(ofPeriodWith: known.periodStart ?? 0))
      let result = try pass(folder).advance(
        from: known, in: old, change, replays: replays, spool: spool)
      return Outcome(
        tile: tile,
        work: .init(
          tile: tile.id, mode: replays ? .replayed : .advanced,
          reason: "\(change.overpasses.count) overpasses"),
        counts: result.counts, result: result, withdrawn: change.withdrawn)
    case .rebuild(let reason):
      if !request.rebuild {
        try acceptance.check(SeriesSelection(all: run.archive), of: run.archive)
      }
      let folder = try state.make(tile.id, generation: generation + 1)
      let result = try pass(folder).computeAll(spool: spool)
      return Outcome(
        tile: tile,
        work: .init(
          tile: tile.id, mode: .rebuilt, reason: request.rebuild ? "asked for" : reason),
        counts: result.counts, result: result)
    }
  }
}
