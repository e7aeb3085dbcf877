import Imagery

// Plan against seen.
extension RehabilitationHistory {
  /// What is known on a day about the cover that a plan means: that of a growing season.
  private func measured(
    on date: CalendarDate
  ) -> (
    cover: Double, greenShare: Double?, isInSeason: Bool, isCurrent: Bool,
    season: SeasonComposite?, count: Int
  )? {
    let season = seasons.last {
      isOver($0.year, on: date)
        && date.dayNumber - $0.dates.upperBound.dayNumber <= parameters.maximumAgeDays
    }
    // In early summer the last season still tells more; from the day the new growth is above it, the new growth counts.
    let now = parameters.season.year(of: date) == nil ? nil : running.last { $0.date == date }
    guard let cover = [season?.cover, now?.cover].compactMap({ $0 }).max() else { return nil }
    let isNow = now.map { $0.cover == cover } ?? false
    return (
      cover, season?.greenShare, now != nil, isNow || (now != nil && isLate(date)), season,
      isNow ? now?.count ?? 0 : season?.count ?? 0
    )
  }

  /// Whether the growing season is more than half over, so that what has not grown by now is missing.
  private func isLate(_ date: CalendarDate) -> Bool {
    guard let year = parameters.season.year(of: date) else { return false }
    let months = (parameters.season.lastMonth - parameters.season.firstMonth + 12) % 12 + 1
    return date.dayNumber >= parameters.season.end(of: year).dayNumber - months * 30 / 2
  }

  /// The day whose milestone the last season can judge.
  ///
  /// A yearly task is judged by the summer of its year. A milestone of winter or spring that follows another one after that
  /// summer waits until the next growth is there.
  private static func judged(
    _ date: CalendarDate, _ plan: RehabilitationPlan, by season: CalendarDate?
  ) -> CalendarDate {
    guard let season, let due = plan.due(on: date) else { return date }
    let before = plan.milestones.last { $0.date < due.date }
    guard let before, before.date >= season else { return date }
    return min(date, season)
  }

  /// The comparison on a day; nil before the first milestone and without a measured cover.
  func comparison(
    with plan: RehabilitationPlan, on date: CalendarDate, squareMetres: Double?
  ) -> PlanComparison? {
    guard let measured = measured(on: date) else { return nil }
    let judged =
      measured.isCurrent ? date : Self.judged(date, plan, by: measured.season?.dates.upperBound)
    guard let milestone = plan.due(on: judged) else { return nil }
    let percent = measured.cover * 100
    let missed = plan.firstMissed(
      coverPercent: percent + parameters.lagTolerancePoints, on: judged)
    let months = missed.map { Double(judged.dayNumber - $0.date.dayNumber) / 30.4375 } ?? 0
    var comparison = PlanComparison(
      date: date, milestone: milestone, coverPercent: percent,
      lagPoints: milestone.coverPercent - percent, lagMonths: months,
      observations: measured.count, status: .onPlan)
    if let planned = milestone.squareMetres, let squareMetres, squareMetres > 0,
      let share = measured.greenShare
    {
      let before = startIndex.flatMap { seasons[$0].greenShare } ?? 0
      let area = max(0, share - before) * squareMetres
      comparison.squareMetres = area
      comparison.areaLagPoints = (planned - area) / squareMetres * 100
    }
    if tests(comparison).contains(where: { $0.isMet == true }) { comparison.status = .behind }
    return comparison
  }

  /// The tests behind a comparison; any that is met makes it amber.
  func tests(_ comparison: PlanComparison) -> [DetectorTest] {
    let period = "\(comparison.milestone.date)"
    var tests = [
      DetectorTest(
        "plan_lag_points", comparison.lagPoints, .above, parameters.lagPoints,
        date: comparison.date, period: period),
      DetectorTest(
        "plan_lag_months", comparison.lagMonths, .above, parameters.lagMonths,
        date: comparison.date, period: period),
    ]
    if let points = comparison.areaLagPoints {
      tests.append(
        DetectorTest(
          "plan_area_lag_points", points, .above, parameters.lagPoints, date: comparison.date,
          period: period))
    }
    return tests
  }

  /// The episodes behind the plan, observation by observation.
  func lags(_ plan: RehabilitationPlan, squareMetres: Double?) -> EpisodeTracker {
    var tracker = EpisodeTracker(.planLag, parameters)
    var counted: Int?
    for observation in observations {
      let date = observation.date
      guard let measured = measured(on: date),
        let comparison = comparison(with: plan, on: date, squareMetres: squareMetres)
      else { continue }
      guard comparison.status == .behind else {
        tracker.miss(date)
        counted = nil
        continue
      }
      // Outside the season the last composite is the evidence: it counts once, with its dates.
      var weight = 1
      if !measured.isInSeason {
        weight = counted == measured.season?.year ? 0 : measured.season?.count ?? 0
        counted = measured.season?.year
      }
      tracker.hit(
        date, magnitude: comparison.lagPoints, weight: weight, tests: tests(comparison))
    }
    return tracker
  }
}
