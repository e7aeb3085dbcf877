import ChangeDetection
import Diagnostics
import Geometry
import Imagery
import LandUnits
import LedgerStore
import Supervision

/// Examines cropland parcels: series in, results and clues out.
struct ParcelExaminer: Sendable {
  let detector: AbandonmentDetector
  let context: ClueContext
  /// The field of the land class; nil for the usual name.
  let classField: String?

  /// The code of the land class (DLBM); empty where the layer has none.
  static func landClass(of unit: LandUnit, field: String?) -> String {
    unit[field ?? "DLBM"]?.text ?? ""
  }

  /// What is said of a parcel.
  struct Outcome {
    var results: [UnitResultRow] = []
    var clues: [MonitoredClue] = []
    /// What the detector found; nil where it was not asked.
    var finding: FarmlandFinding?
  }

  /// Examines a parcel.
  ///
  /// - Parameters:
  ///   - number: The parcel, as its position in the index of land units.
  ///   - pixels: Its pure pixels.
  ///   - observations: Its observations by time.
  func examine(
    _ number: Int, pixels: Int, observations: [UnitObservation]
  ) throws(TiankanError) -> Outcome {
    guard let parcel = parcel(number, pixels, observations) else { return Outcome() }
    return try outcome(of: detector.examine(parcel), number, observations)
  }

  /// Examines a parcel of which the state keeps earlier crop years settled.
  ///
  /// The results are those of all observations; those of settled crop years, which cannot have changed, are left out.
  ///
  /// - Parameters:
  ///   - settled: The crop years before the ones that new observations can change.
  ///   - observations: What the rest is judged by.
  ///   - history: Reads the observations before; called for the few parcels with a clue that reaches back so far.
  func examine(
    _ number: Int, pixels: Int, settled: [SettledCropYear], observations: [UnitObservation],
    history: () throws(TiankanError) -> [UnitObservation]
  ) throws(TiankanError) -> Outcome {
    guard let parcel = parcel(number, pixels, observations) else { return Outcome() }
    if settled.isEmpty || detector.needsHistory(settled) {
      return try examine(number, pixels: pixels, observations: try history() + observations)
    }
    let finding = detector.examine(parcel, after: settled)
    let open = settled[settled.count - 1].year.next
    if Self.isClue(finding) {
      let isShown = settled.contains { $0.verdict.isIdle || $0.verdict.isOtherUse }
      if isShown || (finding.firstDate.map { $0 < open.firstDay } ?? true) {
        return try examine(number, pixels: pixels, observations: try history() + observations)
      }
    }
    var outcome = try outcome(of: finding, number, observations)
    let closed = Set(settled.map { "\($0.year)" })
    outcome.results.removeAll { closed.contains($0.period) }
    return outcome
  }

  private func parcel(
    _ number: Int, _ pixels: Int, _ observations: [UnitObservation]
  ) -> FarmlandParcel? {
    let unit = context.units.index.units[number]
    guard context.units.places[number] != nil else { return nil }
    let exemptions = (context.layers.fallow[unit.id] ?? []).map {
      FarmlandExemption(
        kind: .fallow, first: $0.lowerBound, last: $0.upperBound, source: "cropland.fallow")
    }
    return FarmlandParcel(
      series: UnitSeries(unit: unit.id, purePixels: pixels, observations: observations),
      until: context.until, landClass: Self.landClass(of: unit, field: classField),
      exemptions: exemptions)
  }

  private func outcome(
    of finding: FarmlandFinding, _ number: Int, _ observations: [UnitObservation]
  ) throws(TiankanError) -> Outcome {
    let unit = context.units.index.units[number]
    guard let place = context.units.places[number] else { return Outcome() }
    func row(_ period: String, _ state: String, _ tests: [DetectorTest]) -> UnitResultRow {
      UnitResultRow(
        tile: place.tile, layer: unit.layer, unit: unit.id, kind: .abandonment, period: period,
        state: state, ruleSet: AbandonmentDetector.ruleSet, tests: tests.map(ClueTest.init))
    }
    var results = finding.years.map { row("\($0.year)", $0.verdict.rawValue, $0.tests) }
    results.append(row("current", finding.code.rawValue, finding.tests))
    let clue = try clue(of: finding, number, observations)
    return Outcome(results: results, clues: clue.map { [$0] } ?? [], finding: finding)
  }

  private static func isClue(_ finding: FarmlandFinding) -> Bool {
    finding.code.isAbandonment || finding.code.isConversion || finding.code == .recultivated
  }

  private func clue(
    of finding: FarmlandFinding, _ number: Int, _ observations: [UnitObservation]
  ) throws(TiankanError) -> MonitoredClue? {
    guard Self.isClue(finding), let first = finding.firstDate, let state = finding.state else {
      return nil
    }
    let since = observations.filter { $0.date >= first && $0.date <= context.until }
    let last = finding.endedDate ?? since.last?.date ?? first
    var clue = try context.clue(
      about: number, kind: finding.code.isConversion ? .nonGrain : .abandonment,
      finding: finding.code.rawValue, state: DetectionState(state), from: first,
      to: max(first, last), pixels: finding.purePixels, ruleSet: AbandonmentDetector.ruleSet)
    clue.confirmedDate = finding.confirmedDate
    clue.endedDate = finding.endedDate
    let showing = finding.years.filter {
      $0.verdict.isIdle || (finding.code.isConversion && $0.verdict.isOtherUse)
    }
    clue.hits = showing.reduce(0) { $0 + $1.clearDates }
    clue.observations = since.count
    clue.tests = (showing.flatMap(\.tests) + finding.tests).map(ClueTest.init)
    clue.acquisitions = context.acquisitions(
      ofOverpasses: since.map(\.scene), showing: clue.outline)
    return clue
  }
}

extension DetectionState {
  fileprivate init(_ state: IdleEpisode.State) {
    self =
      switch state {
      case .first: .first
      case .provisional: .provisional
      case .confirmed: .confirmed
      case .ended: .ended
      }
  }
}
