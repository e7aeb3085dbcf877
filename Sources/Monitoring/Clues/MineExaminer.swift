import ChangeDetection
import Diagnostics
import Imagery
import LandUnits
import LedgerStore
import Supervision

/// Examines mines under rehabilitation: the series of mine and reference ring in, results and clues out.
struct MineExaminer: Sendable {
  let detector: RehabilitationDetector
  let context: ClueContext

  /// Of findings that begin on one day the first one names the clue.
  private static let order: [RehabilitationClue.Finding] = [
    .suspectedRemining, .relapse, .planLag, .stalled,
  ]

  func examine(
    _ number: Int, mine: UnitSeries, reference: UnitSeries?
  ) throws(TiankanError) -> (results: [UnitResultRow], clues: [MonitoredClue]) {
    let unit = context.units.index.units[number]
    guard let place = context.units.places[number] else { return ([], []) }
    let milestones = (context.layers.minePlans[unit.id] ?? []).map {
      RehabilitationMilestone(
        date: $0.date, coverPercent: $0.cover, squareMetres: $0.squareMetres)
    }
    let finding = detector.examine(
      RehabilitationSubject(
        mine: mine, reference: reference,
        plan: milestones.isEmpty ? nil : RehabilitationPlan(milestones), until: context.until,
        squareMetres: unit.grossSquareMetres))
    func row(_ period: String, _ state: String, _ tests: [DetectorTest]) -> UnitResultRow {
      UnitResultRow(
        tile: place.tile, layer: unit.layer, unit: unit.id, kind: .rehabilitationLag,
        period: period, state: state, ruleSet: finding.ruleSet, tests: tests.map(ClueTest.init))
    }
    var results = [row("current", finding.state.rawValue, finding.tests)]
    for hint in finding.hints { results.append(row("hint-\(hint.rawValue)", hint.rawValue, [])) }
    if let background = finding.background {
      let least = detector.parameters.backgroundChange
      results += background.rows(least, detector.parameters.background).map {
        row($0.period, $0.state, $0.tests)
      }
    }
    var clues: [MonitoredClue] = []
    for episodes in Dictionary(grouping: finding.clues, by: \.firstDate).values {
      if let clue = try clue(episodes, number, mine) { clues.append(clue) }
    }
    return (results, clues.sorted { $0.firstDate < $1.firstDate })
  }

  /// One clue of the episodes that began on one day.
  private func clue(
    _ episodes: [RehabilitationClue], _ number: Int, _ mine: UnitSeries
  ) throws(TiankanError) -> MonitoredClue? {
    let ranked = episodes.sorted {
      (Self.order.firstIndex(of: $0.finding) ?? 0) < (Self.order.firstIndex(of: $1.finding) ?? 0)
    }
    guard let main = ranked.first else { return nil }
    let state: DetectionState =
      main.endedDate != nil
      ? .ended
      : main.confirmedDate != nil
        ? .confirmed : main.provisionalDate != nil ? .provisional : .first
    var clue = try context.clue(
      about: number, kind: .rehabilitationLag, finding: main.finding.rawValue, state: state,
      from: main.firstDate, to: main.lastDate, pixels: mine.purePixels,
      ruleSet: RehabilitationDetector.ruleSet)
    clue.provisionalDate = main.provisionalDate
    clue.confirmedDate = main.confirmedDate
    clue.endedDate = main.endedDate
    clue.hits = main.hits
    clue.observations = main.observations
    clue.tests = ranked.flatMap { episode in
      episode.tests.map { test in
        var test = ClueTest(test)
        if test.period.isEmpty { test.period = episode.finding.rawValue }
        return test
      }
    }
    clue.acquisitions = context.acquisitions(
      ofOverpasses: mine.observations.filter {
        $0.date >= main.firstDate && $0.date <= main.lastDate
      }.map(\.scene), showing: clue.outline)
    return clue
  }
}
