/// A run of observations in which ground that lies bare at times is brighter than its own bare ground: a cumulative sum.
///
/// Each bare observation adds its rise (`PixelExtremes.rise`) less what bare ground varies by; each green one takes off
/// as much as a certain hit adds. At or below zero the run is over (Page 1954), so the start of the run that is going on
/// is where the change most likely began, however many bright observations came before it. A second sum that allows
/// less, dates the run: it begins anew after every lapse until it has gathered as much as one certain hit.
struct BrightnessRun: BitwiseCopyable, Hashable, Sendable {
  /// What is counted from one observation on.
  struct Tally: BitwiseCopyable, Hashable, Sendable {
    /// The first observation that is brighter, and the second.
    var first: UInt16 = 0
    var second: UInt16 = 0
    /// The brighter observations.
    var hits: UInt8 = 0
    var clear: UInt8 = 0
    /// Their rises in percent, summed.
    var percent: UInt16 = 0
  }

  /// The sum, in ten-thousandths.
  var score: Int32 = 0
  var datingScore: Int32 = 0
  var isDated = false
  /// Since the run began.
  var whole = Tally()
  /// Since the observation that dates it.
  var dated = Tally()
  /// Observations brighter than all of the baseline.
  var strongHits: UInt8 = 0
  /// Brighter observations whose soil index is that of the pixel's own soil or higher: no film, no haze.
  var soilHits: UInt8 = 0

  /// Whether it is as before the first observation.
  var isBlank: Bool {
    let scores = UInt32(bitPattern: score) | UInt32(bitPattern: datingScore)
    let hits = UInt32(strongHits) | UInt32(soilHits)
    return scores | hits == 0 && !isDated && whole == Tally() && dated == Tally()
  }

  /// Whether it goes on.
  var isOpen: Bool { score > 0 }

  /// What is told of the run: from the observation that dates it on.
  var told: Tally { isDated && dated.first >= whole.first ? dated : whole }

  /// Takes in a bare observation with its rise in ten-thousandths.
  mutating func advance(_ day: UInt16, rise: Int, isSoil: Bool, rules: ConstructionRules) {
    let bounded = Int32(clamping: min(max(rise, -rules.riseLimit), 10_000))
    let step = bounded - rules.riseAllowance
    let begins = score <= 0
    score = max(0, score + step)
    guard score > 0 else {
      close(keeping: datingScore)
      date(bounded, day, rules: rules)
      return
    }
    if begins {
      whole = Tally()
      strongHits = 0
      soilHits = 0
      isDated = false
    }
    date(bounded, day, rules: rules)
    let percent = step > 0 ? UInt16(bounded / 100) : nil
    whole.take(day, percent: percent)
    dated.take(day, percent: percent)
    if rise > 10_000 { strongHits = strongHits == .max ? .max : strongHits + 1 }
    if isSoil, bounded > rules.soilRiseShare { soilHits = soilHits == .max ? .max : soilHits + 1 }
  }

  /// Takes in a green observation, the n-th in succession.
  mutating func advanceGreen(_ greens: UInt8, rules: ConstructionRules) {
    guard score > 0 || datingScore > 0 else { return }
    datingScore = 0
    score -= 10_000
    if score <= 0 || greens >= rules.greenObservations {
      close(keeping: 0)
    } else {
      whole.take(percent: nil)
      dated.take(percent: nil)
    }
  }

  /// Whether it shows works: much brighter for longer than film lies, or brighter for longer than the ground ever lay bare.
  func confirms(_ day: UInt16, longestSpell: UInt16, rules: ConstructionRules) -> Bool {
    let span = Int(day) - Int(told.first)
    if Int(score) >= rules.confirmingRise, Int(whole.hits) >= rules.guardHits,
      Int(strongHits) >= rules.strongHits || Int(score) >= rules.confirmingSteadyRise,
      span >= (Int(soilHits) >= rules.soilHits ? rules.guardSpan : rules.filmSpan)
    {
      return true
    }
    return Int(score) >= rules.confirmingLongRise && Int(whole.hits) >= rules.longHits
      && Int(day) - Int(whole.first) >= Int(longestSpell)
  }

  private mutating func date(_ rise: Int32, _ day: UInt16, rules: ConstructionRules) {
    let sum = max(0, datingScore + rise - rules.datingAllowance)
    if sum > 0, datingScore <= 0, !isDated {
      dated = Tally()
      dated.first = day
    }
    datingScore = sum
    if sum >= 10_000, score > 0 { isDated = true }
  }

  private mutating func close(keeping dating: Int32) {
    self = BrightnessRun()
    datingScore = dating
  }
}

extension BrightnessRun.Tally {
  fileprivate mutating func take(_ day: UInt16 = 0, percent added: UInt16?) {
    clear = clear == .max ? .max : clear + 1
    guard let added else { return }
    if hits == 0 { first = day }
    if hits == 1 { second = day }
    hits = hits == .max ? .max : hits + 1
    percent = UInt16(clamping: Int(percent) + Int(added))
  }
}
