/// What the detector remembers of one pixel: all that later observations and results depend on, besides the baseline.
struct PixelMemory: BitwiseCopyable, Hashable, Sendable {
  /// What goes on.
  var state = ConstructionState()
  /// The latest event that was confirmed and has ended.
  var finished = ConstructionState()
  /// What the monitor of a method other than `baseline` remembers.
  var process = MonitorProcess()
  /// Whether the pixel was monitored at an observation.
  var isMonitored = false
  /// Whether there was an observation.
  var isSeen = false

  /// What is told of the pixel.
  var outcome: PixelOutcome {
    let tells =
      state.status != ConstructionStatus.confirmed && finished.first != 0 ? finished : state
    return PixelOutcome(state: tells, isMonitored: isMonitored)
  }

  /// Whether an event or a bright run goes on, which keeps the baseline.
  var keepsBaseline: Bool { state.isOpen || state.run.isOpen }

  /// Takes in a green observation.
  mutating func takeGreen(_ day: UInt16, rules: ConstructionRules) {
    state.advanceGreen(day, rules: rules)
    if state.status == ConstructionStatus.ended {
      finished = state
      state.drop()
      state.run = BrightnessRun()
      process = MonitorProcess()
    }
  }
}
