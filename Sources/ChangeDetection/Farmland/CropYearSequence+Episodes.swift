import Imagery

extension CropYearSequence {
  /// The runs of idle crop years. A cultivated crop year and another use end a run; undecidable, weak and exempt crop years
  /// suspend it.
  func episodes(_ years: [CropYearResult]) -> [IdleEpisode] {
    var episodes: [IdleEpisode] = []
    var open: IdleEpisode?
    var adjacent = 0
    var wasActive = true
    var lastCrop: CalendarDate?
    for (index, result) in years.enumerated() {
      switch result.verdict {
      case .idleWeedy, .idleBare:
        var episode = open ?? begin(result.year, lastCrop: lastCrop)
        episode.idleYears.append(result.year)
        if adjacent == 0 { wasActive = isActive(years[..<index]) }
        adjacent += 1
        episode.consecutiveYears = max(episode.consecutiveYears, adjacent)
        if adjacent == parameters.sequence.candidateYears, wasActive, episode.confirmedDate == nil {
          episode.confirmedDate = parameters.calendar.closingDate(of: result.year)
        }
        episode.state =
          episode.confirmedDate != nil
          ? .confirmed : episode.idleYears.count > 1 ? .provisional : .first
        open = episode
      case .cultivated, .pond, .trees, .built:
        adjacent = 0
        if var episode = open {
          episode.state = .ended
          episode.endedDate = result.year.firstDay
          episodes.append(episode)
          open = nil
        }
      case .undecidable, .weak, .exempt:
        adjacent = 0
        open?.suspendedYears.append(result.year)
      case .pending: break
      }
      if let end = result.cycles.last?.end { lastCrop = end }
    }
    if let open { episodes.append(open) }
    return episodes
  }

  /// Whether land was in use before a run of idle crop years (Yin et al. 2020): the crop year before was cultivated, and so were
  /// `activeYears` of the last `activeWindow`.
  private func isActive(_ before: ArraySlice<CropYearResult>) -> Bool {
    let rules = parameters.sequence
    guard rules.activeYears > 0 else { return true }
    return before.last?.verdict == .cultivated
      && before.suffix(rules.activeWindow).count { $0.verdict == .cultivated } >= rules.activeYears
  }

  private func begin(_ year: CropYear, lastCrop: CalendarDate?) -> IdleEpisode {
    let afterCrop = lastCrop.map { CalendarDate(dayNumber: $0.dayNumber + 1) }
    return IdleEpisode(
      state: .first, idleYears: [], suspendedYears: [], consecutiveYears: 0,
      lastCultivated: lastCrop,
      firstDate: afterCrop.map { max($0, year.firstDay) } ?? year.firstDay,
      confirmedDate: nil, endedDate: nil)
  }
}
