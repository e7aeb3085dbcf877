import ChangeDetection
public import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LandUnits
import LedgerStore
import Logging
import Supervision

/// The monitoring run: all scenes of the archive against all land units, into the ledger in one commit.
///
/// Tiles are computed one after the other, each on all workers, from the state of the last run and what is new, or from the archive where
/// that does not do; regions are then joined across tiles, clues are observed over time, and everything is written in one
/// transaction. Where anything fails, the ledger stays as it was. The result does not depend on how it was come by.
public struct MonitorJob: Sendable {
  private let request: MonitorRequest
  private let job: JobContext
  /// Called after each step of the commit, for tests of what a kill there leaves.
  var afterStep: @Sendable (CommitStep) -> Void = { _ in }

  /// Creates the job.
  public init(_ request: MonitorRequest, in context: JobContext) {
    self.request = request
    job = context
  }

  /// Runs the job.
  ///
  /// - Throws: `.usage` for a tile that does not exist or a ledger of another grid, `.empty` without a scene, `.layerShrank`
  ///   where a layer lost most of its units, `.locked` while another run writes, and what reading and writing throw.
  public func run() throws(TiankanError) -> MonitorReport {
    let configuration = request.configuration
    let tiles = try tilesToRun()
    let ledger = try openLedger()
    let layers = try AreaLayers(configuration, vocabulary: try Vocabulary.builtIn())
    let outputs = try NightOutputs(configuration, layers)
    if try outputs.complete(ledger) {
      job.logger.notice("the alerts of the last run were missing and are written now")
    }
    let library = try SensorProfileLibrary()
    let memory = SceneSources.memory(
      of: configuration, version: request.programVersion, library)
    let archive = try SceneArchive(
      configuration.scenes, on: configuration.grid, until: request.until,
      recognizer: SceneRecognizer(library: library), memory: request.rebuild ? nil : memory)
    guard let last = archive.overpasses.last?.date else {
      throw TiankanError(
        .empty,
        "no scene shows the area; check the catalogs, the grid and --until",
        subject: configuration.scenes.joined(separator: ", "),
        cause: archive.refusals.first.map { "\($0.subject): \($0.reason)" })
    }
    let until = request.until ?? last
    let run = try MonitorRun(
      request, archive: archive, layers: layers, until: until, in: job)
    try check(run.layerCounts, against: ledger)
    for notice in layers.notices + archive.notices + run.units.notices {
      job.logger.notice("\(notice)")
    }
    let spool = try makeSpool()
    if !request.rebuild { try memory.write() }
    let generation = try ledger.generation()
    let state = StateFolder(path: configuration.state)
    try state.recover(generation)
    let night = try night(run, state, generation)
    var outcomes: [MonitorNight.Outcome] = []
    for tile in configuration.tiles {
      outcomes.append(
        try night.compute(tile, isWanted: tiles.contains(tile), spool: spool))
    }
    let maker = constructionMaker(run)
    let regions = try constructionClues(run, maker, state, generation + 1)
    let observed = try observe(regions, night)
    let construction = regions.map { clue in
      observed.history.beginnings["\(clue.key)"].map {
        maker.redated(clue, to: CalendarDate(dayNumber: $0))
      } ?? clue
    }
    try observed.history.write(to: state.folder(of: generation + 1))
    var clues = outcomes.flatMap { $0.result?.clues ?? [] } + construction
    for outcome in outcomes where outcome.result == nil {
      clues += try unitClues(of: outcome.tile, in: ledger)
    }
    clues = unique(clues, run)
    try state.synchronise(generation + 1)
    afterStep(.stateWritten)
    let commit = MonitorCommit(
      request: request, run: run, acceptance: night.acceptance, until: until, tiles: tiles,
      outcomes: outcomes, clues: clues, observed: observed)
    var report = try commit.write(to: ledger, spool: spool)
    afterStep(.ledgerCommitted)
    try state.setCurrent(report.generation)
    afterStep(.currentSet)
    state.removeAll(but: report.generation)
    afterStep(.oldRemoved)
    report.notices = layers.notices + archive.notices + run.units.notices
    report.night = try outputs.write(ledger)
    return report
  }

  private func check(
    _ counts: LayerCounts, against ledger: borrowing Ledger
  ) throws(TiankanError) {
    guard !request.acceptsLayerChange, let last = try ledger.run() else { return }
    try counts.check(
      against: last.run.counts,
      sources: request.configuration.layers.mapValues { BoundaryReader.subject(of: $0.source) })
  }

  /// What the run goes on from, and what it takes in.
  private func night(
    _ run: MonitorRun, _ state: StateFolder, _ generation: Int
  ) throws(TiankanError) -> MonitorNight {
    var contents = SceneContents(in: state.path)
    let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = file.map { contents.digest(ofProgram: $0) } ?? ""
    let digests = try contents.contents(of: run.archive, in: job)
    let states =
      request.rebuild
      ? []
      : run.tiles.compactMap {
        TileState.read(from: state.folder(of: $0, generation: generation))
      }
    let detector = ConstructionDetector(parameters: run.rules.construction)
    return MonitorNight(
      request: request, run: run,
      acceptance: SceneAcceptance(run.archive, contents: digests, states: states),
      key: try StateKey.of(request, run: run, program: program),
      periodStart: detector.periodStart(
        of: run.archive.dates(of: run.archive.overpasses.indices)),
      state: state, generation: generation)
  }

  private func observe(
    _ construction: [MonitoredClue], _ night: MonitorNight
  ) throws(TiankanError) -> ClueObserver.Observed {
    let known =
      request.rebuild
      ? nil : ClueHistory.read(from: night.state.folder(of: night.generation))
    return try ClueObserver(run: night.run, acceptance: night.acceptance).observe(
      construction, known: known, key: night.key)
  }

  private func tilesToRun() throws(TiankanError) -> [Tile] {
    let tiles = request.configuration.tiles
    guard let id = request.tile else { return tiles }
    guard let tile = tiles.first(where: { $0.id == id }) else {
      throw TiankanError(
        .usage,
        "there is no tile \(id); the configuration has \(tiles.map(\.id).joined(separator: ", "))",
        subject: request.configuration.file)
    }
    return [tile]
  }

  private func openLedger() throws(TiankanError) -> Ledger {
    let address = request.configuration.ledger
    let grid = request.configuration.grid
    guard try Ledger.exists(at: address) else {
      return try Ledger.create(at: address, grid: grid)
    }
    let ledger = try Ledger(opening: address, access: .writing)
    let other = ledger.grid
    guard other.originX == grid.originX, other.originY == grid.originY,
      other.pixelWidth == grid.pixelWidth, other.crs.isEquivalent(to: grid.crs)
    else {
      throw TiankanError(
        .usage,
        "the ledger belongs to another grid; take a new ledger, or the grid it was made with",
        subject: ledger.address)
    }
    return ledger
  }

  private func makeSpool() throws(TiankanError) -> ObservationSpool {
    let folder = request.configuration.state
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw TiankanError(
        .outputFailed, "the folder of the state cannot be made; check its permissions",
        subject: folder, cause: "\(error)")
    }
    return try ObservationSpool(in: folder)
  }

  private func constructionMaker(_ run: MonitorRun) -> ConstructionClues {
    let hasShortWave = run.archive.entries.contains { $0.roles.contains(.swir1) }
    return ConstructionClues(
      context: run.context, parameters: run.rules.construction,
      ruleSet: hasShortWave
        ? ConstructionDetector.ruleSet : ConstructionDetector.visibleRuleSet,
      tiles: request.configuration.tiles, cropland: run.cropland)
  }

  private func constructionClues(
    _ run: MonitorRun, _ maker: ConstructionClues, _ state: StateFolder, _ generation: Int
  ) throws(TiankanError) -> [MonitoredClue] {
    let tiles = request.configuration.tiles
    let planes = try PlaneMosaic(tiles) { state.folder(of: $0.id, generation: generation) }
    let pixel = try SceneBlocks.groundPixel(of: run.grid)
    let minimum = Int(
      (run.rules.minimumMappingUnit / (pixel.width * pixel.height)).rounded(.up))
    let regions = try ConstructionRegions.regions(
      of: planes, extent: run.grid.window, minimumPixels: max(1, minimum))
    var clues: [MonitoredClue] = []
    for region in regions {
      try job.pool.checkInterruption()
      if let clue = try maker.clue(of: region) { clues.append(clue) }
    }
    return clues
  }

  /// The clues about land units of a tile that this run does not compute, as the ledger has them.
  private func unitClues(
    of tile: Tile, in ledger: borrowing Ledger
  ) throws(TiankanError) -> [MonitoredClue] {
    var filter = ClueFilter()
    filter.tile = tile.id
    filter.kinds = [.abandonment, .nonGrain, .rehabilitationLag]
    return try ledger.clues(filter).map(\.clue)
  }

  /// The clues in the order of their keys; of two with one key, which dirty layers can give, the first is kept.
  private func unique(_ clues: [MonitoredClue], _ run: MonitorRun) -> [MonitoredClue] {
    var seen: Set<ClueKey> = []
    // The text of a key is made once and not for every comparison.
    let named = clues.map { (name: "\($0.key)", clue: $0) }.sorted { $0.name < $1.name }
    return named.map(\.clue).filter { clue in
      if seen.insert(clue.key).inserted { return true }
      run.refusals.add(
        Refusal(
          subject: "\(clue.key)", code: .duplicate,
          reason:
            "two land units with one inner point have the same clue; remove one of \(clue.unit ?? "them")"
        ))
      return false
    }
  }
}
