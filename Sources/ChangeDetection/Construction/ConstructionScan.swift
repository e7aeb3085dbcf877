import Imagery

/// What the scan of one pixel's series ends with.
struct PixelOutcome: BitwiseCopyable, Sendable {
  /// The event that is told.
  var state: ConstructionState
  /// Whether the pixel was monitored at the last observation or earlier.
  var isMonitored: Bool
}

/// Takes a pixel through all its observations.
func scanPixel(
  _ series: Span<PixelObservation>, epochs: Span<SeriesCalendar.Epoch>, cover: PixelCover,
  rules: ConstructionRules, workspace: inout BaselineWorkspace
) -> PixelOutcome {
  var state = ConstructionState()
  var finished = ConstructionState()
  var baseline = PixelBaseline()
  var isMonitored = false
  var epoch = -1
  for i in series.indices {
    let observation = series[i]
    if epoch + 1 < epochs.count, Int(observation.day) >= epochs[epoch + 1].start {
      while epoch + 1 < epochs.count, Int(observation.day) >= epochs[epoch + 1].start { epoch += 1 }
      if !state.isOpen, !state.run.isOpen {
        var start = i
        while start > 0, Int(series[start - 1].day) >= epochs[epoch].historyStart { start -= 1 }
        var end = i
        while end > start, Int(series[end - 1].day) >= epochs[epoch].start { end -= 1 }
        baseline = PixelBaseline(
          history: start..<end, of: series, before: epochs[epoch].start, cover: cover, rules: rules)
        isMonitored = isMonitored || baseline.isMonitored
      }
    }
    if observation.vegetation > rules.bareNDVI {
      state.advanceGreen(observation.day, rules: rules)
      if state.status == ConstructionStatus.ended {
        finished = state
        state.drop()
        state.run = BrightnessRun()
      }
    } else if baseline.isMonitored, observation.isBare(rules) {
      let extremes = baseline.extremes(
        in: series, cover: cover, rules: rules, workspace: &workspace)
      let rise = state.takeRise(of: observation, extremes: extremes, rules: rules)
      let limits = baseline.limits(
        for: observation, withGround: rise != nil, in: series, rules: rules,
        workspace: &workspace)
      state.advanceBare(
        observation, limits: limits, extremes: extremes, rise: rise, rules: rules)
    } else {
      state.advanceIdle(observation.day)
    }
  }
  let tells =
    state.status != ConstructionStatus.confirmed && finished.first != 0 ? finished : state
  return PixelOutcome(state: tells, isMonitored: isMonitored)
}
