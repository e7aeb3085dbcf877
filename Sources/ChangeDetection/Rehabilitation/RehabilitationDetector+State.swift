import Imagery

// The state machine: what is against rehabilitation first, then the target, then the stages.
extension RehabilitationDetector {
  func decide(
    _ finding: inout RehabilitationFinding, _ history: RehabilitationHistory,
    _ relapse: RehabilitationClue?, _ remining: RehabilitationClue?, _ stall: RehabilitationClue?
  ) {
    guard isDecidable(&finding, history), let startIndex = history.startIndex,
      let now = history.seasons.last
    else { return }
    func set(_ state: RehabilitationState, _ since: CalendarDate?, _ tests: [DetectorTest] = []) {
      finding.state = state
      finding.since = since
      finding.tests += tests
    }
    if let remining { return set(.suspectedRemining, remining.firstDate, remining.tests) }
    if let relapse { return set(.relapse, relapse.firstDate, relapse.tests) }

    let recovered = recoveredTests(history)
    finding.tests += recovered.tests
    if let since = recovered.since { return set(.reached, since) }

    let start = history.seasons[startIndex]
    let shaping = shapingTests(start, now)
    finding.tests += shaping
    if shaping.contains(where: { $0.isMet == true }) {
      let first = history.seasons[startIndex...].first {
        shapingTests(start, $0).contains { $0.isMet == true }
      }
      return set(.shaping, first?.dates.upperBound)
    }
    if let stall, stall.endedDate == nil { return set(.stalled, stall.firstDate, stall.tests) }

    if let trend = finding.trend {
      finding.tests += trendTests(trend, history)
      if history.isGrowth(trend) {
        return set(.greening, history.growthSince() ?? now.dates.upperBound)
      }
    }
    let soil = soilTests(history.seasons[startIndex...], start, now)
    finding.tests += soil
    if soil.contains(where: { $0.isMet == true }) {
      return set(.soilOrPlanting, now.dates.upperBound)
    }
    set(.notStarted, history.startDate)
  }

  private func isDecidable(
    _ finding: inout RehabilitationFinding, _ history: RehabilitationHistory
  ) -> Bool {
    let last = history.seasons.last?.dates.upperBound
    let tests = [
      DetectorTest(
        "clear_observations", Double(history.observations.count), .atLeast,
        Double(parameters.minimumObservations)),
      DetectorTest(
        "clear_seasons", Double(history.seasons.count), .atLeast,
        Double(parameters.minimumSeasons)),
      DetectorTest(
        "days_since_season", last.map { Double(history.until.dayNumber - $0.dayNumber) }, .atMost,
        Double(parameters.maximumAgeDays), date: last),
    ]
    finding.tests += tests
    return tests.allSatisfy { $0.isMet == true }
  }

  /// R80P of the last completed seasons, and since when all the seasons needed have been there without a break.
  private func recoveredTests(
    _ history: RehabilitationHistory
  ) -> (tests: [DetectorTest], since: CalendarDate?) {
    let needed = max(1, parameters.recoveredSeasons)
    let seasons = history.seasonsSinceStart
    let tests = seasons.suffix(needed).map { season in
      DetectorTest(
        "r80p", history.recoveredRatio(season), .atLeast, 1, date: season.dates.upperBound,
        period: "\(season.year)")
    }
    guard tests.count == needed, tests.allSatisfy({ $0.isMet == true }),
      let first = seasons.suffix(needed).first, let last = seasons.last,
      last.year - first.year == needed - 1
    else { return (tests, nil) }
    // Walk back to the season that completed the first unbroken run.
    var run = seasons.endIndex
    while run > seasons.startIndex, (history.recoveredRatio(seasons[run - 1]) ?? 0) >= 1 {
      run -= 1
    }
    return (tests, seasons[min(run + needed - 1, seasons.endIndex - 1)].dates.upperBound)
  }

  /// Whether ground was bared since the start.
  private func shapingTests(_ start: SeasonComposite, _ now: SeasonComposite) -> [DetectorTest] {
    func rise(_ value: (SeasonComposite) -> Double?) -> Double? {
      value(now).flatMap { late in value(start).map { late - $0 } }
    }
    let (date, period) = (now.dates.upperBound, "\(start.year)-\(now.year)")
    var tests = [
      DetectorTest(
        "bare_share_since_start", rise(\.bareShare), .atLeast, parameters.shapingBareRise,
        date: date, period: period)
    ]
    if now.bsi != nil {
      tests.append(
        DetectorTest(
          "bsi_since_start", rise(\.bsi), .atLeast, parameters.shapingBSIRise, date: date,
          period: period))
    } else {
      tests.append(
        DetectorTest(
          "brightness_since_start", rise(\.brightness), .atLeast,
          parameters.shapingBrightnessRise, date: date, period: period))
    }
    return tests
  }

  /// Whether bare ground recedes from its peak, or cover has begun to rise.
  private func soilTests(
    _ seasons: ArraySlice<SeasonComposite>, _ start: SeasonComposite, _ now: SeasonComposite
  ) -> [DetectorTest] {
    func fall(_ value: (SeasonComposite) -> Double?) -> Double? {
      guard let peak = seasons.compactMap(value).max(), let late = value(now) else { return nil }
      return peak - late
    }
    let (date, period) = (now.dates.upperBound, "\(start.year)-\(now.year)")
    return [
      DetectorTest(
        "bare_share_fall", fall(\.bareShare), .atLeast, parameters.soilFall, date: date,
        period: period),
      DetectorTest(
        "bsi_fall", fall(\.bsi), .atLeast, parameters.soilFall, date: date, period: period),
      DetectorTest(
        "cover_since_start", now.cover - start.cover, .atLeast, parameters.begunGrowth,
        date: date, period: period),
    ]
  }

  private func trendTests(
    _ trend: CoverTrend, _ history: RehabilitationHistory
  ) -> [DetectorTest] {
    let years = history.seasonsSinceStart.map(\.year)
    let period = "\(years.first ?? 0)-\(years.last ?? 0)"
    return [
      DetectorTest("cover_slope_per_year", trend.slopePerYear, .above, 0, period: period),
      DetectorTest(
        "mann_kendall_p", trend.test.probability, .below, parameters.trendProbability,
        period: period),
    ]
  }
}
