import Imagery

/// What accumulates at one pixel over time: the state of the detector after all observations so far.
///
/// `advance` is the whole memory of the detector: the state after an observation follows from the state before it, the
/// baseline and the observation, so a night may go on where the last one stopped.
struct ConstructionState: BitwiseCopyable, Hashable, Sendable {
  var status = ConstructionStatus.none
  /// Of the last observations that counted, the anomalous ones; the latest is bit 0.
  var recent: UInt8 = 0
  var hits: UInt8 = 0
  /// Where the ground lies bare at times: how long it has been brighter than its own bare ground.
  var run = BrightnessRun()
  var clear: UInt8 = 0
  /// Consecutive green observations.
  var greens: UInt8 = 0
  /// Percent, summed over the hits.
  var anomalySum: UInt16 = 0
  var first: UInt16 = 0
  var provisional: UInt16 = 0
  var confirmed: UInt16 = 0
  var last: UInt16 = 0
  var end: UInt16 = 0
  /// The first day of the bare spell that goes on; 0 for none.
  var bareSince: UInt16 = 0
  /// The first day of the green observations that go on.
  var greenSince: UInt16 = 0
  var vegetationLoss: Int16 = IndexValue.noData
  var soilRise: Int16 = IndexValue.noData
  var brightnessRise: Int16 = IndexValue.noData
  /// The brightness of the last hit, and of an observation that was set aside because it did not match.
  var hitBrightness: Int16 = IndexValue.noData
  var heldBrightness: Int16 = IndexValue.noData

  /// Whether an event is going on, which keeps the baseline it started with.
  var isOpen: Bool { first != 0 && status != ConstructionStatus.ended }

  /// Mean anomaly in percent × hits².
  var confidence: Int { Int(anomalySum) * Int(hits) }
}

extension ConstructionState {
  /// Whether there is nothing to remember but a bare spell and green observations.
  ///
  /// Every night asks this of every pixel, of which most are quiet: numbers are joined, so that one comparison decides for all.
  var isQuiet: Bool {
    let counts =
      UInt32(status) | UInt32(recent) | UInt32(hits) | UInt32(clear) | UInt32(anomalySum)
    let days =
      UInt32(first) | UInt32(provisional) | UInt32(confirmed) | UInt32(last) | UInt32(end)
    let none = IndexValue.noData
    let measures =
      vegetationLoss ^ none | soilRise ^ none | brightnessRise ^ none | hitBrightness ^ none
      | heldBrightness ^ none
    return counts | days | UInt32(UInt16(bitPattern: measures)) == 0 && run.isBlank
  }

  /// Forgets the event, but not the bare spell, the green run and the bright run.
  mutating func drop() {
    var fresh = ConstructionState()
    fresh.greens = greens
    fresh.bareSince = bareSince
    fresh.greenSince = greenSince
    fresh.run = run
    self = fresh
  }

  /// Takes in a green observation.
  mutating func advanceGreen(_ day: UInt16, rules: ConstructionRules) {
    if greens == 0 { greenSince = day }
    greens = greens == .max ? .max : greens + 1
    if greens >= rules.greenObservations { bareSince = 0 }
    run.advanceGreen(greens, rules: rules)
    guard isOpen else { return }
    clear = clear == .max ? .max : clear + 1
    recent = recent << 1 & 0x0F
    if status == ConstructionStatus.confirmed {
      if greens >= rules.endingObservations, Int(day) - Int(greenSince) >= rules.endingSpan {
        status = ConstructionStatus.ended
        end = greenSince
      }
    } else if recent == 0 || greens >= rules.greenObservations {
      drop()
    }
  }

  /// Takes in an observation of water, or a bare one before monitoring: it only says that nothing grows.
  mutating func advanceIdle(_ day: UInt16) {
    greens = 0
    if bareSince == 0 { bareSince = day }
  }

  /// Takes a bare observation into the bright run.
  ///
  /// - Returns: its rise where it counts as a hit: brighter than all of the baseline; or just brighter, in a run that has
  ///   gathered as much as one such observation or in an event that is confirmed.
  mutating func takeRise(
    of observation: PixelObservation, extremes: PixelExtremes, rules: ConstructionRules
  ) -> Int? {
    guard let rise = extremes.rise(of: observation) else { return nil }
    let isConfirmed = status == ConstructionStatus.confirmed
    if !isConfirmed {
      run.advance(
        observation.day, rise: rise, isSoil: extremes.isSoil(observation), rules: rules)
    }
    if rise > 10_000 { return rise }
    let isLasting = isConfirmed || run.score >= 10_000
    return isLasting && rise > Int(rules.riseAllowance) ? rise : nil
  }

  /// Takes in an observation that is not green and not water.
  ///
  /// - Parameters:
  ///   - observation: what was seen.
  ///   - limits: what is normal for its season.
  ///   - extremes: what the pixel's baseline ever showed.
  ///   - rise: how far the ground is brighter than its own bare ground, where that counts.
  ///   - rules: the thresholds.
  mutating func advanceBare(
    _ observation: PixelObservation, limits: SeasonLimits, extremes: PixelExtremes, rise: Int?,
    rules: ConstructionRules
  ) {
    advanceIdle(observation.day)
    if isOpen {
      clear = clear == .max ? .max : clear + 1
      if status != ConstructionStatus.confirmed,
        Int(observation.day) - Int(last) > rules.unconfirmedExpiry
      {
        drop()
      }
    }
    let anomaly = Anomaly(observation, limits: limits, rise: rise, rules: rules)
    guard anomaly.isHit, !anomaly.restsOnBrightness || admits(observation.brightness, rules)
    else { return }
    if first == 0 {
      first = observation.day
      clear = 1
      status = ConstructionStatus.first
    }
    last = observation.day
    hits = hits == .max ? .max : hits + 1
    recent = (recent << 1 | 1) & 0x0F
    anomalySum = UInt16(clamping: Int(anomalySum) + anomaly.percent)
    vegetationLoss = max(vegetationLoss, anomaly.vegetationLoss)
    soilRise = max(soilRise, anomaly.soilRise)
    brightnessRise = max(brightnessRise, anomaly.brightnessRise)
    hitBrightness = observation.brightness
    heldBrightness = IndexValue.noData
    promote(observation.day, extremes: extremes, rules: rules)
  }

  /// Whether the brightness of a hit matches the event; else the hit is set aside, or the event starts anew.
  private mutating func admits(_ brightness: Int16, _ rules: ConstructionRules) -> Bool {
    func matches(_ other: Int16) -> Bool {
      other != IndexValue.noData
        && abs(Int(other) - Int(brightness)) <= rules.brightnessConsistency
    }
    guard first != 0, hitBrightness != IndexValue.noData else { return true }
    if matches(hitBrightness) || matches(heldBrightness) { return true }
    if hits == 1 {
      drop()
      return true
    }
    heldBrightness = brightness
    return false
  }

  /// Raises the status after a hit.
  private mutating func promote(
    _ day: UInt16, extremes: PixelExtremes, rules: ConstructionRules
  ) {
    if status == ConstructionStatus.first, recent.nonzeroBitCount >= 2 {
      status = ConstructionStatus.provisional
      provisional = day
    }
    guard status < ConstructionStatus.confirmed else { return }
    if extremes.liesBare {
      guard run.isOpen, run.confirms(day, longestSpell: extremes.guardedSpell, rules: rules) else {
        return
      }
      // A field that lay bare or bright before works began: the event is the works.
      let told = run.told
      first = told.first
      provisional = told.second
      hits = told.hits
      clear = told.clear
      anomalySum = max(told.percent, UInt16(told.hits))
    } else {
      guard status == ConstructionStatus.provisional, Int(hits) >= rules.confirmingHits,
        confidence >= rules.confirmingConfidence, Int(day) - Int(first) >= rules.confirmingSpan,
        Int(day) - Int(bareSince) >= Int(extremes.guardedSpell)
      else { return }
    }
    status = ConstructionStatus.confirmed
    confirmed = day
  }
}
