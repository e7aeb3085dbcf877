import Imagery

// What a reader must know besides the state.
extension RehabilitationDetector {
  func hints(
    _ finding: inout RehabilitationFinding, _ history: RehabilitationHistory,
    _ subject: RehabilitationSubject
  ) -> [RehabilitationHint] {
    var hints: [RehabilitationHint] = []
    if subject.plan == nil { hints.append(.noPlan) }
    if history.reference.isEmpty { hints.append(.noReference) }
    if history.target({ $0.cover }) == nil { hints.append(.noTarget) }
    if !history.isStartKnown { hints.append(.startEstimated) }
    if !history.observations.contains(where: \.bsi.hasData) { hints.append(.noShortWaveInfrared) }
    if Set(history.observations.map { Self.family($0.platform) }).count > 1 {
      hints.append(.mixedPlatforms)
    }
    if finding.trend?.isMonthly == true { hints.append(.monthlyTrend) }
    let fake = fakeGreeningTests(history)
    if fake.contains(where: { $0.isMet == true }) {
      hints.append(.fakeGreening)
      finding.tests += fake
    }
    return hints
  }

  /// The family of a satellite: `sentinel-2a` and `sentinel-2b` carry the same sensor.
  private static func family(_ platform: String) -> String {
    guard let last = platform.last, last.isLetter, platform.dropLast().last?.isNumber == true
    else { return platform }
    return String(platform.dropLast())
  }

  /// Green to the eye, not in the near infrared, on each of the last observations; empty where that is not so.
  private func fakeGreeningTests(_ history: RehabilitationHistory) -> [DetectorTest] {
    let recent = history.observations.suffix(parameters.confirmingHits)
    guard recent.count == parameters.confirmingHits else { return [] }
    var tests: [DetectorTest] = []
    for observation in recent {
      guard observation.redness.hasData, observation.ndvi.hasData else { return [] }
      let dry = Double(max(0, observation.waterShare)) / IndexValue.scale
      let all = [
        DetectorTest(
          "fake_greening_redness", Double(observation.redness.mean) / IndexValue.scale, .below,
          parameters.fakeGreenRedness, date: observation.date),
        DetectorTest(
          "fake_greening_ndvi", Double(observation.ndvi.mean) / IndexValue.scale, .below,
          parameters.fakeGreenNDVI, date: observation.date),
        DetectorTest(
          "fake_greening_water", dry, .below, parameters.fakeGreenWaterShare,
          date: observation.date),
      ]
      guard all.allSatisfy({ $0.isMet == true }) else { return [] }
      tests += all
    }
    return tests
  }
}
