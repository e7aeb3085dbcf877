import Imagery

/// What the scan of one pixel's series ends with.
struct PixelOutcome: BitwiseCopyable, Sendable {
  /// The event that is told.
  var state: ConstructionState
  /// Whether the pixel was monitored at the last observation or earlier.
  var isMonitored: Bool
}

/// A pixel after all its observations, and what a later night needs to go on from here or from the last rollover.
struct PixelScan {
  var memory = PixelMemory()
  /// The memory before the first observation of the latest period.
  var checkpoint = PixelMemory()
  /// The baseline of the latest epoch.
  var baseline = PixelBaseline()
}

/// Takes a pixel through all its observations.
func scanPixel(
  _ series: Span<PixelObservation>, epochs: Span<SeriesCalendar.Epoch>, periodStart: Int,
  design: SeriesDesign, cover: PixelCover, rules: ConstructionRules,
  workspace: inout BaselineWorkspace
) -> PixelScan {
  var scan = PixelScan()
  var epoch = -1
  var isInPeriod = false
  for i in series.indices {
    let observation = series[i]
    if epoch + 1 < epochs.count, Int(observation.day) >= epochs[epoch + 1].start {
      while epoch + 1 < epochs.count, Int(observation.day) >= epochs[epoch + 1].start { epoch += 1 }
      scan.rollOver(
        to: epochs[epoch], at: i, of: series, design: design, cover: cover, rules: rules,
        workspace: &workspace)
    }
    if !isInPeriod, Int(observation.day) >= periodStart {
      isInPeriod = true
      scan.checkpoint = scan.memory
    }
    scan.memory.isSeen = true
    scan.memory.isMonitored = scan.memory.isMonitored || scan.baseline.isMonitored
    var signal: VegetationSignal?
    if let monitor = rules.monitor, scan.baseline.isMonitored {
      signal = scan.memory.watch(
        observation, curve: scan.baseline.curve, row: design.rows[Int(observation.date)],
        monitor: monitor, rules: rules)
    }
    if observation.vegetation > rules.bareNDVI {
      scan.memory.takeGreen(observation.day, rules: rules)
    } else if scan.baseline.isMonitored, observation.isBare(rules) {
      let extremes = scan.baseline.extremes(
        in: series, cover: cover, rules: rules, workspace: &workspace)
      let rise = scan.memory.state.takeRise(of: observation, extremes: extremes, rules: rules)
      let limits = scan.baseline.limits(
        for: observation, signal: signal, withGround: rise != nil, in: series, rules: rules,
        workspace: &workspace)
      scan.memory.state.advanceBare(
        observation, limits: limits, extremes: extremes, rise: rise, rules: rules)
    } else {
      scan.memory.state.advanceIdle(observation.day)
    }
  }
  if epoch + 1 < epochs.count {
    // Not seen since the rollover: its next observation will be of the latest epoch.
    scan.rollOver(
      to: epochs[epochs.count - 1], at: series.count, of: series, design: design, cover: cover,
      rules: rules, workspace: &workspace)
  }
  // After the rollover, which begins the process that a night goes on with.
  if !isInPeriod { scan.checkpoint = scan.memory }
  return scan
}

extension PixelScan {
  /// Begins an epoch before the observation at a position; a pixel where something goes on keeps its baseline.
  fileprivate mutating func rollOver(
    to epoch: SeriesCalendar.Epoch, at position: Int, of series: Span<PixelObservation>,
    design: SeriesDesign, cover: PixelCover, rules: ConstructionRules,
    workspace: inout BaselineWorkspace
  ) {
    guard !memory.keepsBaseline else { return }
    var start = position
    while start > 0, Int(series[start - 1].day) >= epoch.historyStart { start -= 1 }
    var end = position
    while end > start, Int(series[end - 1].day) >= epoch.start { end -= 1 }
    baseline = PixelBaseline(
      history: start..<end, of: series, before: epoch.start, cover: cover, rules: rules)
    memory.process = MonitorProcess()
    if let monitor = rules.monitor, baseline.isMonitored {
      memory.process = baseline.fitCurve(
        by: monitor, to: series, design: design, rules: rules, workspace: &workspace)
    }
  }
}
