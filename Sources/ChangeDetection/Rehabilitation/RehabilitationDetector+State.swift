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
    // Ground that is being covered is at work, though nothing grows yet.
    let recession = recessionTests(history, start, now)
    if recession.contains(where: { $0.isMet == true }) {
      finding.tests += recession
      return set(.soilOrPlanting, now.dates.upperBound)
    }
    if let stall, stall.endedDate == nil { return set(.stalled, stall.firstDate, stall.tests) }

    if let trend = finding.trend {
      finding.tests += trendTests(trend, history)
      if history.isGrowth(trend) {
        return set(.greening, history.growthSince() ?? now.dates.upperBound)
      }
    }
    let since = history.seasons[startIndex...]
    let values = history.correctedValues(since)
    let growth = values.last.flatMap { last in values.first.map { last - $0 } }
    let begun = DetectorTest(
      "growth_since_start", growth, .atLeast, parameters.begunGrowth, date: now.dates.upperBound,
      period: "\(start.year)-\(now.year)")
    finding.tests += recession + [begun]
    if begun.isMet == true {
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

  /// Whether bare ground has receded over the last seasons from a peak that was that of shaping.
  ///
  /// What the reference ring gained or lost over the same years is the weather and not work on the mine.
  private func recessionTests(
    _ history: RehabilitationHistory, _ start: SeasonComposite, _ now: SeasonComposite
  ) -> [DetectorTest] {
    let (date, period) = (now.dates.upperBound, "\(start.year)-\(now.year)")
    let recent = history.seasonsSinceStart.suffix(Self.recentSeasons)
    /// The rise since the start beyond that of the ring.
    func rise(_ season: SeasonComposite, _ value: (SeasonComposite) -> Double?) -> Double? {
      guard let late = value(season), let early = value(start) else { return nil }
      func ring(_ year: Int) -> Double? {
        history.referenceSeasons.first { $0.year == year }.flatMap { value($0) }
      }
      guard let ringLate = ring(season.year), let ringEarly = ring(start.year) else {
        return late - early
      }
      return late - early - (ringLate - ringEarly)
    }
    func fall(_ enough: Double, _ value: (SeasonComposite) -> Double?) -> Double? {
      let rises = recent.compactMap { rise($0, value) }
      // Where the ground is less bare than at the start, growth has to tell how things go.
      guard let peak = rises.max(), peak >= enough, let last = rise(now, value),
        last >= -parameters.soilFall
      else { return nil }
      return peak - last
    }
    return [
      DetectorTest(
        "bare_share_fall", fall(parameters.shapingBareRise, \.bareShare), .atLeast,
        parameters.soilFall, date: date, period: period),
      DetectorTest(
        "bsi_fall", fall(parameters.shapingBSIRise, \.bsi), .atLeast, parameters.soilFall,
        date: date, period: period),
    ]
  }

  /// The last season and the two before: a standstill is told from as many.
  private static let recentSeasons = 3

  private func trendTests(
    _ trend: CoverTrend, _ history: RehabilitationHistory
  ) -> [DetectorTest] {
    let years = history.seasonsSinceStart.map(\.year)
    let period = "\(years.first ?? 0)-\(years.last ?? 0)"
    return [
      DetectorTest(
        trend.isMonthly ? "monthly_slope_per_year" : "slope_per_year", trend.slopePerYear, .above,
        0, period: period),
      DetectorTest(
        "mann_kendall_p", trend.test.probability, .below, parameters.trendProbability,
        period: period),
    ]
  }
}
