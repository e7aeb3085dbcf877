import ChangeDetection
import Diagnostics
import Foundation
import Geometry
import Imagery
import LandUnits
import LedgerStore
import Supervision

/// Writes what a run found into the ledger, in one transaction.
struct MonitorCommit {
  let request: MonitorRequest
  let run: MonitorRun
  let acceptance: SceneAcceptance
  let until: CalendarDate
  /// The tiles that the run was asked for.
  let tiles: [Tile]
  /// One per tile of the configuration.
  let outcomes: [MonitorNight.Outcome]
  let clues: [MonitoredClue]
  let observed: ClueObserver.Observed

  private var counts: [TileCounts] { outcomes.map(\.counts) }
  private var results: [TilePass.Result] { outcomes.compactMap(\.result) }
  /// The tiles that were computed from the archive.
  private var rebuilt: [String] {
    outcomes.filter { $0.work.mode == .rebuilt }.map(\.tile.id)
  }

  /// What the commit replaces.
  private var scope: CommitScope {
    // Tiles may all be rebuilt while observations of clues with an outline that is known stay.
    if rebuilt.count == outcomes.count, observed.replacesAll { return .all }
    var changes = LedgerChanges()
    changes.replaced = rebuilt
    for outcome in outcomes where outcome.result != nil && outcome.work.mode != .rebuilt {
      if outcome.result?.hasAllResults == true {
        changes.examined.append(outcome.tile.id)
      } else {
        changes.advanced.append(outcome.tile.id)
      }
      if !outcome.withdrawn.isEmpty { changes.withdrawn[outcome.tile.id] = outcome.withdrawn }
    }
    changes.withdrawnFromClues = observed.withdrawn
    changes.clues = observed.gone
    changes.replacesClues = observed.replacesAll
    return .changes(changes)
  }

  func write(
    to ledger: borrowing Ledger, spool: ObservationSpool
  ) throws(TiankanError) -> MonitorReport {
    var report = report()
    var journal = LedgerRun(
      started: request.started, program: "tiankan \(request.programVersion)",
      configurationHash: "", until: until)
    journal.counts = [
      "scenes": report.scenes, "refused": report.refusals.count, "blocks": report.blocks,
      "blocks_skipped": report.skippedBlocks, "units": report.units, "clues": clues.count,
    ].merging(run.layerCounts.items) { first, _ in first }
    journal.exitStatus = report.refusals.isEmpty ? 0 : 1
    let finished = request.now
    var progress = CommitProgress(run.job, total: rowCount(spool))
    let outcome = try ledger.commit(
      run: journal, scope: scope
    ) { transaction throws(TiankanError) in
      try progress.advance(by: 0)
      try appendScenes(&transaction)
      try appendRules(&transaction)
      try appendUnits(&transaction, &progress)
      try spool.forEach { unit, observations throws(TiankanError) in
        try append(unit, observations, &transaction)
        try progress.advance(by: observations.count)
      } result: { row throws(TiankanError) in
        try transaction.append(row)
        try progress.advance()
      }
      // Regions cross tiles: a run of one tile can change the outline of a clue that another tile names.
      for (clue, observations) in observed.rows {
        let window = window(of: clue.outline)
        for seen in observations {
          try transaction.append(
            row(
              seen, in: window, tile: clue.key.tile, layer: ClueObserver.layer,
              unit: "\(clue.key)"))
        }
        try progress.advance(by: observations.count)
      }
      for clue in clues {
        try transaction.append(clue)
        try progress.advance()
      }
      transaction.run.finished = finished()
      try progress.finish()
    }
    report.generation = outcome.generation
    report.events = outcome.events
    return report
  }

  /// How many rows the commit writes, about.
  private func rowCount(_ spool: ObservationSpool) -> Int {
    spool.rowCount + observed.rows.reduce(0) { $0 + $1.observations.count }
      + clues.count + (rebuilt.isEmpty ? 0 : run.units.index.units.count)
  }

  private func report() -> MonitorReport {
    var report = MonitorReport()
    report.tiles = tiles.map(\.id)
    report.work = outcomes.map(\.work)
    report.clueHistories = observed.histories
    report.historyBlocks = observed.blocks
    report.until = until
    report.scenes = run.archive.entries.count
    report.overpasses = run.archive.overpasses.count
    report.scenesBeside = run.archive.besideGrid
    report.scenesLater = run.archive.later
    report.scenesSuperseded = run.archive.superseded
    for count in counts {
      report.watchedPixels += count.watched
      report.monitoredPixels += count.monitored
    }
    for result in results {
      report.blocks += result.counts.blocks
      report.skippedBlocks += result.counts.skippedBlocks
      report.hiddenBlocks += result.hiddenBlocks
      report.units += result.purePixels.count
      report.parcels += result.parcels
      report.decidedParcels += result.decidedParcels
    }
    for kind in ClueKind.allCases {
      let states = clues.filter { $0.key.kind == kind }.reduce(into: [DetectionState: Int]()) {
        $0[$1.detectionState, default: 0] += 1
      }
      if !states.isEmpty { report.clues.append(.init(kind: kind, states: states)) }
    }
    report.refusals =
      (run.layers.refusals + run.archive.refusals + run.units.refusals + acceptance.refusals
        + run.refusals.all)
    return report
  }

  private func appendScenes(_ transaction: inout LedgerTransaction) throws(TiankanError) {
    let watched = counts.reduce(0) { $0 + $1.watched }
    for (entry, mark) in zip(run.archive.entries, acceptance.marks) {
      let scene = entry.scene
      var row = SceneRow(
        acquisition: scene.acquisition, version: scene.version, profile: scene.profile,
        path: relativePath(scene.name))
      let record = SceneRecord(scene, part: "", roles: entry.roles, usableShare: 0)
      row.scaling = record.scaling
      row.quality = record.quality
      row.contentHash = mark.content
      let usable = counts.reduce(0) { $0 + ($1.usable[entry.acquisition] ?? 0) }
      if watched > 0 { row.usableShare = Int16((usable * 20_000 + watched) / (2 * watched)) }
      try transaction.append(row)
    }
  }

  /// The path of a scene from the folder of the configuration; one that lies elsewhere keeps its last part only.
  private func relativePath(_ path: String) -> String {
    func absolute(_ path: String) -> String {
      URL(filePath: path).standardizedFileURL.path
    }
    let folder = absolute((request.configuration.file as NSString).deletingLastPathComponent)
    let full = absolute(path)
    guard full.hasPrefix(folder + "/") else { return URL(filePath: full).lastPathComponent }
    return String(full.dropFirst(folder.count + 1))
  }

  private func appendRules(_ transaction: inout LedgerTransaction) throws(TiankanError) {
    let rules = run.rules
    let builtIn = [
      (ConstructionDetector.ruleSet, try rules.document(rules.construction)),
      (AbandonmentDetector.ruleSet, try rules.document(rules.abandonment)),
      (RehabilitationDetector.ruleSet, try rules.document(rules.rehabilitation)),
      ("index-1", try rules.document(rules.index)),
    ]
    for (name, document) in builtIn {
      try transaction.append(
        RuleSetRow(
          name: name, version: "1", jurisdiction: "", contentHash: "", document: document))
    }
    for source in rules.sources {
      try transaction.append(
        RuleSetRow(
          name: source.name, version: source.version, jurisdiction: source.jurisdiction,
          contentHash: "", document: source.text))
    }
  }

  private func appendUnits(
    _ transaction: inout LedgerTransaction, _ progress: inout CommitProgress
  ) throws(TiankanError) {
    let index = run.units.index
    var pure: [Int: Int] = [:]
    for result in results { pure.merge(result.purePixels) { first, _ in first } }
    let rebuilt = Set(rebuilt)
    for number in index.units.indices {
      guard let place = run.units.places[number], rebuilt.contains(place.tile)
      else { continue }
      let unit = index.units[number]
      let role = LayerRole(rawValue: unit.layer)
      try transaction.append(
        LandUnitRow(
          layer: unit.layer, id: unit.id, name: unit.name,
          version: role.flatMap { request.configuration.layers[$0]?.version } ?? "",
          tile: place.tile, county: place.county, grossSquareMetres: unit.grossSquareMetres,
          netSquareMetres: unit.netSquareMetres, purePixels: pure[number] ?? 0,
          attributes: unit.attributes, outline: index.outlines[number]))
      try progress.advance()
    }
  }

  private func append(
    _ number: Int, _ observations: [UnitObservation], _ transaction: inout LedgerTransaction
  ) throws(TiankanError) {
    let unit = run.units.index.units[number]
    guard let place = run.units.places[number] else { return }
    let window = window(of: run.units.index.outlines[number])
    for seen in observations {
      try transaction.append(
        row(seen, in: window, tile: place.tile, layer: unit.layer, unit: unit.id))
    }
  }

  private func window(of outline: MultiPolygon) -> Window {
    let box = outline.envelope
    return request.configuration.grid.window(
      fromX: box.minX, y: box.minY, toX: box.maxX, y: box.maxY)
  }

  private func row(
    _ seen: UnitObservation, in window: Window, tile: String, layer: String, unit: String
  ) -> ObservationRow {
    // An overpass of several scenes is named by the first that may show the unit; the table scene has all of that day.
    let entries = run.archive.overpasses[seen.scene].entries
    let first =
      entries.first { !run.archive.entries[$0].window.intersection(window).isEmpty } ?? entries[0]
    var row = ObservationRow(
      tile: tile, layer: layer, unit: unit, date: seen.date,
      acquisition: run.archive.entries[first].acquisition, clearShare: seen.clearShare)
    row.ndvi = IndexNumbers(seen.ndvi)
    row.bsi = IndexNumbers(seen.bsi)
    row.ndmi = IndexNumbers(seen.ndmi)
    row.mndwi = IndexNumbers(seen.mndwi)
    row.ndwi = IndexNumbers(seen.ndwi)
    row.tillage = IndexNumbers(seen.tillage)
    row.nbr = IndexNumbers(seen.nbr)
    row.brightness = IndexNumbers(seen.brightness)
    row.redness = IndexNumbers(seen.redness)
    row.cover = IndexNumbers(seen.cover)
    for lane in 0..<5 { row.coverClasses[lane] = seen.coverClasses[lane] }
    row.bareShare = seen.bareShare
    row.waterShare = seen.waterShare
    return row
  }
}

extension IndexNumbers {
  fileprivate init(_ summary: IndexSummary) {
    self.init(
      mean: summary.mean, median: summary.median, lowerQuartile: summary.lowerQuartile,
      upperQuartile: summary.upperQuartile)
  }
}
