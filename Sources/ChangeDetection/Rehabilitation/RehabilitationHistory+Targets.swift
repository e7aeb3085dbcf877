// What the unit should look like: the ring of the same season, else its own past.
extension RehabilitationHistory {
  /// The target of an index and where it comes from; nil without ring and without two undisturbed seasons.
  func target(
    _ value: (SeasonComposite) -> Double?
  ) -> (value: Double, source: RecoverySummary.TargetSource)? {
    let startYear = startIndex.map { seasons[$0].year } ?? .min
    let ring = AnnualSeries(referenceSeasons.filter { $0.year >= startYear }, value)
    if !ring.values.isEmpty,
      let mean = RecoveryMetrics.referenceTarget(
        [ring], years: ring.firstYear...(ring.years.upperBound - 1))
    {
      return (mean, .reference)
    }
    guard let undisturbedIndex else { return nil }
    // The two last undisturbed seasons that were seen; a year of cloud between them does not count.
    let before = seasons[...undisturbedIndex].suffix(2).compactMap(value)
    return before.count == 2 ? ((before[0] + before[1]) / 2, .history) : nil
  }

  /// R80P of the cover of a season: against the ring in the same season, else against the target.
  func recoveredRatio(_ season: SeasonComposite) -> Double? {
    guard let target = referenceSeason(season.year)?.cover ?? target({ $0.cover })?.value,
      target >= parameters.minimumGap
    else { return nil }
    return RecoveryMetrics.recoveredRatio(
      season.cover, target: target, percent: parameters.recoveredPercent)
  }

  /// The cover of seasons without what moved the ring as well; the cover itself where a season has no ring.
  func correctedCovers(_ seasons: ArraySlice<SeasonComposite>) -> [Double] {
    let rings = seasons.map { referenceSeason($0.year)?.cover }
    let present = rings.compactMap { $0 }
    guard present.count == seasons.count, !present.isEmpty else { return seasons.map(\.cover) }
    let mean = present.reduce(0, +) / Double(present.count)
    return zip(seasons, present).map { $0.cover - $1 + mean }
  }

  /// The recovery metrics of cover, and of NBR where seasons have it.
  func recoverySummaries() -> [RecoverySummary] {
    var result = summary("cover") { $0.cover }.map { [$0] } ?? []
    if seasons.contains(where: { $0.nbr != nil }), let nbr = summary("nbr", { $0.nbr }) {
      result.append(nbr)
    }
    return result
  }

  private func summary(
    _ name: String, _ value: (SeasonComposite) -> Double?
  ) -> RecoverySummary? {
    guard let startIndex else { return nil }
    let index = AnnualSeries(seasons, value)
    let (start, years) = (seasons[startIndex].year, parameters.recoveryYears)
    let percent = parameters.recoveredPercent
    let target = target(value)
    var summary = RecoverySummary(index: name, startYear: start, years: years)
    summary.target = target?.value
    summary.targetSource = target?.source
    summary.change = RecoveryMetrics.change(index, start: start, after: years)
    summary.changePerYear = RecoveryMetrics.changePerYear(index, start: start, after: years)
    if let target = target?.value {
      summary.recoveredRatio = RecoveryMetrics.recoveredRatio(
        index, start: start, after: years, target: target, percent: percent)
      summary.yearsToRecovery = RecoveryMetrics.yearsToRecovery(
        index, start: start, target: target, percent: percent)
    }
    if let undisturbedIndex {
      summary.relativeRecovery = RecoveryMetrics.relativeRecovery(
        index, start: start, disturbance: seasons[undisturbedIndex].year, after: years)
    }
    return summary
  }

  /// The progress against the ring at the last season both have, after the start.
  func progress() -> ReferenceProgress? {
    guard let startIndex else { return nil }
    let start = seasons[startIndex]
    for season in seasons.reversed() where season.year > start.year {
      guard let ring = referenceSeason(season.year) else { continue }
      return ReferenceProgress(
        year: season.year, season: season.covers, start: start.covers, reference: ring.covers,
        minimumGap: parameters.minimumGap, replicates: parameters.replicates,
        seed: parameters.seed)
    }
    return nil
  }
}
