extension PixelMemory {
  /// Takes in an observation against a baseline that was frozen at the rollover: the same steps as in `scanPixel`.
  mutating func advance(
    _ observation: PixelObservation, isWatched: Bool, extremes: PixelExtremes,
    limits: SeasonLimits, curve: CurveModel, design: Span<SeriesRow>, rules: ConstructionRules
  ) {
    isSeen = true
    isMonitored = isMonitored || isWatched
    var signal: VegetationSignal?
    if let monitor = rules.monitor, isWatched {
      signal = watch(
        observation, curve: curve, row: design[Int(observation.date)], monitor: monitor,
        rules: rules)
    }
    if observation.vegetation > rules.bareNDVI {
      takeGreen(observation.day, rules: rules)
    } else if isWatched, observation.isBare(rules) {
      let rise = state.takeRise(of: observation, extremes: extremes, rules: rules)
      state.advanceBare(
        observation, limits: limits.judged(by: signal), extremes: extremes, rise: rise, rules: rules
      )
    } else {
      state.advanceIdle(observation.day)
    }
  }
}
