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

  /// Examines a parcel.
  ///
  /// - Parameters:
  ///   - number: The parcel, as its position in the index of land units.
  ///   - pixels: Its pure pixels.
  ///   - observations: Its observations by time.
  func examine(
    _ number: Int, pixels: Int, observations: [UnitObservation]
  ) throws(TiankanError) -> (results: [UnitResultRow], clues: [MonitoredClue]) {
    let unit = context.units.index.units[number]
    guard let place = context.units.places[number] else { return ([], []) }
    let exemptions = (context.layers.fallow[unit.id] ?? []).map {
      FarmlandExemption(
        kind: .fallow, first: $0.lowerBound, last: $0.upperBound, source: "cropland.fallow")
    }
    let finding = detector.examine(
      FarmlandParcel(
        series: UnitSeries(unit: unit.id, purePixels: pixels, observations: observations),
        until: context.until, landClass: Self.landClass(of: unit, field: classField),
        exemptions: exemptions))
    func row(_ period: String, _ state: String, _ tests: [DetectorTest]) -> UnitResultRow {
      UnitResultRow(
        tile: place.tile, layer: unit.layer, unit: unit.id, kind: .abandonment, period: period,
        state: state, ruleSet: AbandonmentDetector.ruleSet, tests: tests.map(ClueTest.init))
    }
    var results = finding.years.map { row("\($0.year)", $0.verdict.rawValue, $0.tests) }
    results.append(row("current", finding.code.rawValue, finding.tests))
    guard let clue = try clue(of: finding, number, observations) else { return (results, []) }
    return (results, [clue])
  }

  private func clue(
    of finding: FarmlandFinding, _ number: Int, _ observations: [UnitObservation]
  ) throws(TiankanError) -> MonitoredClue? {
    let isEnded = finding.code == .recultivated
    guard finding.code.isAbandonment || finding.code.isConversion || isEnded,
      let first = finding.firstDate, let state = finding.state
    else { return nil }
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
    clue.acquisitions = context.acquisitions(ofOverpasses: since.map(\.scene))
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
