import Imagery

/// What is normal for one pixel in one epoch: fitted from its observations before a rollover, then frozen.
///
/// Seasons and extremes are fitted when an observation first calls for them; what they are does not depend on when.
struct PixelBaseline {
  /// The observations that it is fitted from, as positions in the pixel's series.
  var history: Range<Int> = 0..<0
  /// Whether they suffice.
  var isMonitored = false
  /// What NDVI is held against where a monitor judges it.
  private(set) var curve = CurveModel.unknown
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

  /// Fits the curve of a monitor to the history; without one the pixel is not monitored.
  ///
  /// - Returns: the process at the end of the history.
  mutating func fitCurve(
    by monitor: SeriesMonitor, to series: Span<PixelObservation>, design: SeriesDesign,
    rules: ConstructionRules, workspace: inout BaselineWorkspace
  ) -> MonitorProcess {
    guard
      let start = startMonitor(
        monitor, history, series, design, waterIndex: rules.waterIndex, values: &workspace.values,
        dates: &workspace.days,
        workspace: &workspace.monitor), start.isStable
    else {
      isMonitored = false
      return MonitorProcess()
    }
    curve = CurveModel(start.model)
    return start.process
  }

  /// The limits of a season for an observation; those of soil and brightness where vegetation is lost or asked for.
  mutating func limits(
    for observation: PixelObservation, signal: VegetationSignal?, withGround: Bool,
    in series: Span<PixelObservation>,
    rules: ConstructionRules, workspace: inout BaselineWorkspace
  ) -> SeasonLimits {
    let season = Int(observation.season)
    let bit: UInt16 = 1 << UInt16(season)
    if signal == nil, fittedVegetation & bit == 0 {
      fitVegetation(
        season, history: history, series: series, rules: rules, models: &models,
        workspace: &workspace, limits: &seasons[season])
      fittedVegetation |= bit
    }
    if fittedGround & bit == 0,
      withGround
        || observation.vegetation < seasons[season].judged(by: signal).vegetationFloor
    {
      fitGround(
        season, history: history, series: series, rules: rules, models: &models,
        workspace: &workspace, limits: &seasons[season])
      fittedGround |= bit
    }
    return seasons[season].judged(by: signal)
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
    if rules.monitor == nil, fittedVegetation & bit == 0 {
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

/// Collects the NDVI of a history, without water, and fits a monitor's model to it.
private func startMonitor(
  _ monitor: SeriesMonitor, _ history: Range<Int>, _ series: Span<PixelObservation>,
  _ design: SeriesDesign, waterIndex: Int16, values: inout [Int16], dates: inout [UInt16],
  workspace: inout MonitorWorkspace
) -> MonitorStart? {
  var count = 0
  do {
    var values = values.mutableSpan
    var dates = dates.mutableSpan
    for i in history where series[i].water == IndexValue.noData || series[i].water <= waterIndex {
      values[count] = series[i].vegetation
      dates[count] = series[i].date
      count += 1
    }
  }
  return monitor.start(
    values.span.extracting(0..<count), dates: dates.span.extracting(0..<count),
    part: 0..<count, design: design, workspace: &workspace)
}
