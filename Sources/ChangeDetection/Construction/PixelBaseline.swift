import Imagery

/// What is normal for one pixel in one epoch: fitted from its observations before a rollover, then frozen.
///
/// Seasons and extremes are fitted when an observation first calls for them; what they are does not depend on when.
struct PixelBaseline {
  /// The observations that it is fitted from, as positions in the pixel's series.
  var history: Range<Int> = 0..<0
  /// Whether they suffice.
  var isMonitored = false
  private var fittedSeasons: UInt16 = 0
  private var seasons = InlineArray<12, SeasonLimits>(repeating: .unknown)
  private var extremesAreFitted = false
  private var fittedExtremes = PixelExtremes.unknown

  init() {}

  /// Starts an epoch with a history.
  init(history: Range<Int>, of series: Span<PixelObservation>, rules: ConstructionRules) {
    self.history = history
    guard history.count >= rules.minimumObservations else { return }
    var seen: UInt16 = 0
    for i in history { seen |= 1 << UInt16(series[i].season) }
    isMonitored = seen.nonzeroBitCount >= rules.minimumSeasons
  }

  /// The limits of a season.
  mutating func limits(
    of season: Int, in series: Span<PixelObservation>, rules: ConstructionRules,
    workspace: inout BaselineWorkspace
  ) -> SeasonLimits {
    let bit: UInt16 = 1 << UInt16(season)
    if fittedSeasons & bit == 0 {
      seasons[season] = fitSeason(
        season, history: history, series: series, rules: rules, workspace: &workspace)
      fittedSeasons |= bit
    }
    return seasons[season]
  }

  /// The extremes of the whole history.
  mutating func extremes(
    in series: Span<PixelObservation>, cropland: Bool, rules: ConstructionRules,
    workspace: inout BaselineWorkspace
  ) -> PixelExtremes {
    if !extremesAreFitted {
      fittedExtremes = fitExtremes(
        history: history, series: series, cropland: cropland, rules: rules,
        workspace: &workspace)
      extremesAreFitted = true
    }
    return fittedExtremes
  }
}
