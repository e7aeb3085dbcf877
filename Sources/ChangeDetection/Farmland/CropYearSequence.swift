import Imagery

/// Turns the verdicts of crop years into episodes of idleness and one finding.
struct CropYearSequence {
  let parameters: AbandonmentParameters

  /// Filters the crop years, finds the episodes, and sets code, state, dates and score.
  func conclude(_ finding: inout FarmlandFinding) {
    if parameters.sequence.appliesFilters { filter(&finding.years) }
    finding.episodes = episodes(finding.years)
    finding.lastCultivated = finding.years.flatMap(\.cycles).map(\.end).max()
    guard let last = finding.years.last(where: { $0.verdict != .pending }) else {
      finding.code = finding.years.isEmpty ? .undecidable : .pending
      return
    }
    if let episode = finding.episodes.last, episode.state != .ended {
      setAbandonment(&finding, episode)
    } else if last.verdict.isOtherUse {
      setOtherUse(&finding, last.verdict)
    } else {
      setState(&finding, last)
    }
  }

  /// The filters of Crawford et al. 2022 on the vector crop = 0, no crop = 1: 1 1 0 1 1 becomes 1 1 1 1 1, and
  /// 1 1 1 0 0 1 1 1 becomes all 1. Every other kind of crop year stops a pattern.
  private func filter(_ years: inout [CropYearResult]) {
    let vector = years.map { $0.verdict.isIdle ? 1 : $0.verdict == .cultivated ? 0 : -1 }
    for (pattern, zeros) in [([1, 1, 0, 1, 1], 2..<3), ([1, 1, 1, 0, 0, 1, 1, 1], 3..<5)] {
      guard vector.count >= pattern.count else { continue }
      for start in 0...(vector.count - pattern.count)
      where Array(vector[start..<(start + pattern.count)]) == pattern {
        for offset in zeros {
          years[start + offset].verdict = years[start].verdict
          years[start + offset].isFiltered = true
        }
      }
    }
  }

  private func setAbandonment(_ finding: inout FarmlandFinding, _ episode: IdleEpisode) {
    let isLong =
      episode.state == .confirmed && episode.consecutiveYears >= parameters.sequence.longYears
    finding.code = isLong ? .longTerm : episode.state == .confirmed ? .candidate : .watch
    finding.state = episode.state
    finding.firstDate = episode.firstDate
    finding.confirmedDate = episode.confirmedDate
    finding.lastCultivated = episode.lastCultivated
    finding.score =
      finding.years.filter { episode.idleYears.contains($0.year) }.map(\.score).min() ?? 0
  }

  private func setState(_ finding: inout FarmlandFinding, _ last: CropYearResult) {
    finding.score = last.score
    switch last.verdict {
    case .cultivated:
      finding.code = last.lostSeasons > 0 ? .seasonalIdle : .cultivated
      if let episode = finding.episodes.last, episode.confirmedDate != nil,
        episode.endedDate == last.year.firstDay
      {
        finding.code = .recultivated
        finding.state = .ended
        finding.firstDate = episode.firstDate
        finding.confirmedDate = episode.confirmedDate
        finding.endedDate = episode.endedDate
      }
    case .weak: finding.code = .weak
    case .exempt: finding.code = .exempt
    default: finding.code = .undecidable
    }
  }

  /// A conversion needs a crop year of another kind before; without one the use was seen throughout.
  ///
  /// A crop that was seen tells of another kind even where too little else was seen for the crop year to be decided.
  private func setOtherUse(_ finding: inout FarmlandFinding, _ use: CropYearVerdict) {
    let decided = finding.years.filter(\.verdict.isDecided)
    let run = decided.reversed().prefix { $0.verdict == use }.reversed()
    finding.score = run.map(\.score).min() ?? 0
    guard let first = run.first,
      let before = finding.years.last(where: {
        $0.year < first.year && ($0.verdict.isDecided || $0.cultivationSeen)
      })
    else {
      finding.code = throughout(use)
      return
    }
    if use == .trees {
      // Woods grow greener in the dry season than the crops they replace; where the land was as green before, nothing
      // shows that it changed.
      let earlier = before.drySeasonNDVI
      let later = run.last?.drySeasonNDVI
      let rise = later.flatMap { later in earlier.map { later - $0 } }
      let test = DetectorTest(
        "dry_season_rise", rise, .atLeast, parameters.nonGrain.treeRise,
        period: "\(first.year)")
      finding.tests.append(test)
      guard test.isMet == true else {
        finding.code = .weak
        return
      }
    }
    let confirming = max(1, parameters.nonGrain.confirmingYears)
    finding.code = conversion(to: use)
    finding.state = run.count >= confirming ? .confirmed : .first
    finding.firstDate = first.year.firstDay
    if run.count >= confirming {
      let result = Array(run)[confirming - 1]
      finding.confirmedDate =
        result.coveredFrom ?? parameters.calendar.closingDate(of: result.year)
    }
  }

  private func throughout(_ use: CropYearVerdict) -> FarmlandFindingCode {
    switch use {
    case .pond: .pondThroughout
    case .trees: .treesThroughout
    default: .builtThroughout
    }
  }

  private func conversion(to use: CropYearVerdict) -> FarmlandFindingCode {
    switch use {
    case .pond: .convertedToPond
    case .trees: .convertedToTrees
    default: .convertedToBuilt
    }
  }
}
