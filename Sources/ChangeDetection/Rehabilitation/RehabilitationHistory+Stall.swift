import Imagery

// Two seasons without growth before the target.
extension RehabilitationHistory {
  /// The best cover of the two seasons up to a position minus that of all earlier ones since the start; nil where the rule
  /// does not apply: fewer than three seasons, the target reached, or greening that was never begun and has no known start.
  func growthOfTwoSeasons(_ position: Int) -> Double? {
    let seasons = seasonsSinceStart
    guard position - seasons.startIndex >= 2 else { return nil }
    let covers = correctedCovers(seasons)
    let last = position - seasons.startIndex
    let earlier = covers[...(last - 2)]
    guard let best = earlier.max() else { return nil }
    let hasBegun = best - covers[0] >= parameters.begunGrowth
    guard hasBegun || isStartKnown else { return nil }
    if let ratio = recoveredRatio(seasons[position]) {
      guard ratio < 1 else { return nil }
    } else {
      guard seasons[position].cover < parameters.fullCover else { return nil }
    }
    return max(covers[last], covers[last - 1]) - best
  }

  /// The episodes without growth.
  func stalls() -> [RehabilitationClue] {
    let seasons = seasonsSinceStart
    var result: [RehabilitationClue] = []
    var open: RehabilitationClue?
    for position in seasons.indices {
      let season = seasons[position]
      if let growth = growthOfTwoSeasons(position), growth < parameters.minimumGrowth {
        let before = seasons[position - 1]
        var clue =
          open
          ?? RehabilitationClue(
            finding: .stalled, firstDate: before.dates.upperBound,
            lastDate: season.dates.upperBound, hits: before.count, observations: before.count,
            magnitude: 1, tests: [])
        clue.tests = [
          DetectorTest(
            "two_season_growth", growth, .below, parameters.minimumGrowth,
            date: season.dates.upperBound, period: "\(before.year)-\(season.year)")
        ]
        clue.lastDate = season.dates.upperBound
        clue.hits += season.count
        clue.observations += season.count
        clue.magnitude += 1
        if clue.provisionalDate == nil { clue.provisionalDate = clue.lastDate }
        if clue.confirmedDate == nil, clue.hits >= parameters.confirmingHits {
          clue.confirmedDate = clue.lastDate
        }
        open = clue
      } else if var clue = open {
        clue.endedDate = season.dates.upperBound
        if clue.confirmedDate != nil { result.append(clue) }
        open = nil
      }
    }
    return result + (open.map { [$0] } ?? [])
  }
}
