import ChangeDetection
import Diagnostics
import Imagery
import LedgerStore
import Supervision
import Synchronization

/// Observes clues of construction over time, so that a report can show the curve behind each.
struct ClueObserver {
  let run: MonitorRun

  /// The layer under which observations of clues stand in the ledger.
  static let layer = "clue"

  /// Reads the pixels of the clues on all dates; clues with a single hit are left out.
  func observe(_ clues: [MonitoredClue]) throws(TiankanError) -> [(
    MonitoredClue, [UnitObservation]
  )] {
    let lasting = clues.filter { $0.detectionState != .first }
    let units = SeriesUnits(
      lasting.map { (Self.layer, "\($0.key)", $0.outline) }, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    let plan = SeriesPlan(
      core: Window(column: 0, row: 0, width: 0, height: 0), isSupervised: { _ in false },
      layout: units.layout, blockHeight: run.blockHeight)
    let pass = SeriesPass(
      archive: run.archive, grid: run.grid, units: units, plan: plan, supervised: nil,
      cropland: nil, detector: nil, indexParameters: run.rules.index, masks: run.masks,
      openScenes: run.openScenes, refusals: run.refusals)
    let found = Mutex<[String: [UnitObservation]]>([:])
    try pass.run(in: run.job, stage: "clues") { number, observations in
      (units.units[number].id, observations)
    } store: { (seen: (String, [UnitObservation])) throws(TiankanError) in
      found.withLock { $0[seen.0] = seen.1 }
    } construction: { _, _ in
    }
    let all = found.withLock { $0 }
    return lasting.map { ($0, all["\($0.key)"] ?? []) }
  }
}
