import Imagery

/// What is normal for one pixel in one epoch: fitted from its observations before a rollover, then frozen.
///
/// Seasons and extremes are fitted when an observation first calls for them; what they are does not depend on when.
struct PixelBaseline {
  /// The observations that it is fitted from, as positions in the pixel's series.
  var history: Range<Int> = 0..<0
  /// Whether they suffice.
  var isMonitored = false
  private var fittedVegetation: UInt16 = 0
  private var fittedGround: UInt16 = 0
  private var models = PixelModels()
  private var seasons = InlineArray<12, SeasonLimits>(repeating: .unknown)
  private var extremesAreFitted = false
  private var fittedExtremes = PixelExtremes.unknown

  init() {}

  /// Starts an epoch with a history.
  init(
    history: Range<Int>, of series: Span<PixelObservation>, before rollover: Int,
    cover: PixelCover, rules: ConstructionRules
  ) {
    self.history = history
    guard history.count >= rules.minimumObservations else { return }
    let span = rollover - Int(series[history.lowerBound].day)
    var seen: UInt16 = 0
    for i in history { seen |= 1 << UInt16(series[i].season) }
    isMonitored =
      seen.nonzeroBitCount >= rules.minimumSeasons && span >= rules.minimumHistory
      && (cover != .cropland || span >= rules.croplandHistory)
  }

  /// The limits of a season for an observation; those of soil and brightness where vegetation is lost or asked for.
  mutating func limits(
    for observation: PixelObservation, withGround: Bool, in series: Span<PixelObservation>,
    rules: ConstructionRules, workspace: inout BaselineWorkspace
  ) -> SeasonLimits {
    let season = Int(observation.season)
    let bit: UInt16 = 1 << UInt16(season)
    if fittedVegetation & bit == 0 {
      fitVegetation(
        season, history: history, series: series, rules: rules, models: &models,
        workspace: &workspace, limits: &seasons[season])
      fittedVegetation |= bit
    }
    if fittedGround & bit == 0,
      withGround || observation.vegetation < seasons[season].vegetationFloor
    {
      fitGround(
        season, history: history, series: series, rules: rules, models: &models,
        workspace: &workspace, limits: &seasons[season])
      fittedGround |= bit
    }
    return seasons[season]
  }

  /// The extremes of the whole history.
  mutating func extremes(
    in series: Span<PixelObservation>, cover: PixelCover, rules: ConstructionRules,
    workspace: inout BaselineWorkspace
  ) -> PixelExtremes {
    if !extremesAreFitted {
      fittedExtremes = fitExtremes(
        history: history, series: series, cover: cover, rules: rules,
        workspace: &workspace)
      extremesAreFitted = true
    }
    return fittedExtremes
  }

  /// The limits of a season, all of them.
  mutating func allLimits(
    of season: Int, in series: Span<PixelObservation>, rules: ConstructionRules,
    workspace: inout BaselineWorkspace
  ) -> SeasonLimits {
    let bit: UInt16 = 1 << UInt16(season)
    if fittedVegetation & bit == 0 {
      fitVegetation(
        season, history: history, series: series, rules: rules, models: &models,
        workspace: &workspace, limits: &seasons[season])
      fittedVegetation |= bit
    }
    if fittedGround & bit == 0 {
      fitGround(
        season, history: history, series: series, rules: rules, models: &models,
        workspace: &workspace, limits: &seasons[season])
      fittedGround |= bit
    }
    return seasons[season]
  }
}
