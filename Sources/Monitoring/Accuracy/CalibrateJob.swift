public import Diagnostics
import Foundation
import Geometry
import Imagery
import LedgerStore
import Supervision

/// Scores a grid of settings of the detectors against labelled units, chooses by cross-validation over regions, and writes the
/// best as a rule file.
///
/// Each setting is a run over the whole archive into a ledger and a state of its own in a temporary folder; the area's own stay as
/// they are. So a setting is scored by exactly what `MonitorJob` would say with it.
///
/// - Complexity: one run for each setting of the grid.
public struct CalibrateJob: Sendable {
  private let request: CalibrateRequest
  private let context: JobContext

  /// Creates the job.
  public init(_ request: CalibrateRequest, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Runs the job.
  ///
  /// - Throws: `.insufficientData` for too few regions or labels, before anything is computed; `.usage` for a grid that is none;
  ///   what reading labels, running and writing throw.
  public func run() throws(TiankanError) -> CalibrateReport {
    let crs = request.configuration.grid.crs
    let labels = try CalibrationLabels(
      reading: request.samples, label: request.labelColumn, region: request.regionColumn, in: crs)
    try RegionCrossValidation.check(labels.labels)
    let grid = try CalibrationGrid(reading: request.grid)
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var outcomes: [Outcome] = []
    for setting in 0..<grid.count {
      context.report(JobProgress(stage: "calibrate", done: setting, total: grid.count))
      outcomes.append(try outcome(of: setting, in: grid, labels, folder))
    }
    let validation = try RegionCrossValidation(
      labels: labels.labels, found: outcomes.map(\.found))
    let report = report(validation, grid, labels, outcomes)
    try write(report, grid)
    return report
  }

  /// What a run with a setting says of the labelled units.
  private struct Outcome {
    var found: [Bool]
    var objects: [RegionReliability.Object]
    var decidedShare: Double?
  }

  private func outcome(
    of setting: Int, in grid: CalibrationGrid, _ labels: CalibrationLabels, _ folder: String
  ) throws(TiankanError) -> Outcome {
    let place = "\(folder)/\(setting)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    let rules = "\(folder)/\(setting).yaml"
    try Self.write(
      try grid.ruleFile(of: setting, name: request.name, version: "1", source: request.grid),
      to: rules)
    var configuration = request.configuration
    configuration.rules.append(rules)
    configuration.state = "\(place)/state"
    configuration.ledger = "\(place)/ledger.gpkg"
    configuration.publish.alerts = nil
    configuration.publish.metrics = nil
    configuration.publish.batches = nil
    try Self.makeFolder(place)
    let run = MonitorRequest(
      configuration: configuration, rules: try MonitorRules(configuration), until: request.until,
      tile: nil, rebuild: true, programVersion: request.programVersion, now: { "" })
    _ = try MonitorJob(run, in: context).run()
    let ledger = try Ledger(opening: configuration.ledger)
    return try read(ledger, labels)
  }

  private func read(
    _ ledger: borrowing Ledger, _ labels: CalibrationLabels
  ) throws(TiankanError) -> Outcome {
    let crs = request.configuration.grid.crs
    var filter = ClueFilter()
    filter.kinds = [request.kind]
    let clues = try ledger.clues(filter).map(\.clue)
    func places(
      _ clues: [MonitoredClue]
    ) throws(TiankanError) -> [(outline: MultiPolygon, position: Coordinate)] {
      var places: [(outline: MultiPolygon, position: Coordinate)] = []
      for clue in clues { places.append((clue.outline, try clue.outline.pointOnSurface())) }
      return places
    }
    let counted = clues.filter { request.states.contains($0.detectionState) }
    let found = try labels.compare(try places(counted), in: crs).found
    // The evidence of all clues is looked at, the unsure ones too: a probability is asked for where one is in doubt.
    let owners = try labels.compare(try places(clues), in: crs).unitOfClue
    let objects = zip(clues, owners).compactMap { clue, unit in
      unit.map { unit in
        RegionReliability.Object(
          region: labels.labels[unit].region, score: Self.score(of: clue),
          isPresent: labels.labels[unit].isPresent)
      }
    }
    return Outcome(
      found: found, objects: objects, decidedShare: try Self.decidedShare(ledger, request.kind))
  }

  /// What grows with the evidence of a clue: for construction the mean anomaly times the square of the hits, for land units the clear
  /// dates that show it.
  private static func score(of clue: MonitoredClue) -> Double {
    clue.tests.first { $0.name == "confidence" }?.value ?? Double(clue.hits)
  }

  /// The share of land units of a kind that could be decided at the end; those too small for the imagery are left out.
  private static func decidedShare(
    _ ledger: borrowing Ledger, _ kind: ClueKind
  ) throws(TiankanError) -> Double? {
    guard kind == .abandonment || kind == .nonGrain else { return nil }
    let counts = try ledger.resultCounts(kind: .abandonment).filter {
      $0.period == "current" && $0.state != "too_small" && $0.state != "not_cropland"
    }
    let all = counts.reduce(0) { $0 + $1.count }
    let open = counts.filter { $0.state == "undecidable" || $0.state == "pending" }
      .reduce(0) { $0 + $1.count }
    return all == 0 ? nil : Double(all - open) / Double(all)
  }

  private func report(
    _ validation: RegionCrossValidation, _ grid: CalibrationGrid, _ labels: CalibrationLabels,
    _ outcomes: [Outcome]
  ) -> CalibrateReport {
    let objects = outcomes[validation.best].objects
    let reliability = RegionReliability(objects)
    return CalibrateReport(
      kind: request.kind.rawValue, units: labels.labels.count, left: labels.unlabelled,
      regions: Dictionary(grouping: labels.labels, by: \.region).mapValues(\.count),
      settings: validation.settings.enumerated().map { number, setting in
        CalibrateReport.Setting(
          values: grid.label(of: number), score: CalibrateReport.Score(setting.score),
          regionF1: Dictionary(
            uniqueKeysWithValues: zip(validation.regions, setting.regionF1)),
          choosers: setting.choosers, decidedShare: outcomes[number].decidedShare)
      }, best: validation.best, heldOut: CalibrateReport.Score(validation.heldOut),
      reliability: CalibrateReport.Reliability(
        objects: objects.count, needed: RegionReliability.leastObjects,
        bins: (reliability?.bins ?? []).map { bin in
          CalibrateReport.Bin(
            from: bin.range.lowerBound, to: bin.range.upperBound, predicted: bin.predicted,
            count: bin.observed.count, present: bin.observed.successes,
            lower: bin.observed.lower, upper: bin.observed.upper)
        }, brierScore: reliability?.brierScore, referenceScore: reliability?.referenceScore),
      file: request.output)
  }

  private func write(_ report: CalibrateReport, _ grid: CalibrationGrid) throws(TiankanError) {
    var score = "F1 of the regions left out not known"
    if let f1 = report.heldOut.f1, let lower = f1.lower, let upper = f1.upper {
      let texts = [f1.value, lower, upper].map { String(format: "%.3f", $0) }
      score = "F1 of the regions left out \(texts[0]) (\(texts[1])–\(texts[2]), 95 %)"
    }
    let source =
      "tiankan calibrate: \(report.kind), \(report.units) labelled units in \(report.regions.count) regions, \(score)"
    try Self.write(
      try grid.ruleFile(of: report.best, name: request.name, version: "1", source: source),
      to: request.output)
  }

  private static func write(_ text: String, to path: String) throws(TiankanError) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw TiankanError(
        .outputFailed, "the rule file cannot be written; check the folder", subject: path,
        cause: "\(error)")
    }
  }

  private func makeFolder() throws(TiankanError) -> String {
    let name = "tiankan-calibrate-\(UUID().uuidString)"
    let path = FileManager.default.temporaryDirectory.appending(path: name).path
    try Self.makeFolder(path)
    return path
  }

  private static func makeFolder(_ path: String) throws(TiankanError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw TiankanError(
        .outputFailed, "a temporary folder cannot be made; set TMPDIR to one with space",
        subject: path, cause: "\(error)")
    }
  }
}
