extension PixelMemory {
  /// Takes in an observation against a baseline that was frozen at the rollover: the same steps as in `scanPixel`.
  mutating func advance(
    _ observation: PixelObservation, isWatched: Bool, extremes: PixelExtremes,
    limits: SeasonLimits, rules: ConstructionRules
  ) {
    isSeen = true
    isMonitored = isMonitored || isWatched
    if observation.vegetation > rules.bareNDVI {
      takeGreen(observation.day, rules: rules)
    } else if isWatched, observation.isBare(rules) {
      let rise = state.takeRise(of: observation, extremes: extremes, rules: rules)
      state.advanceBare(
        observation, limits: limits, extremes: extremes, rise: rise, rules: rules)
    } else {
      state.advanceIdle(observation.day)
    }
  }
}
