import Imagery

/// The thresholds of the index rule for one pair, in stored units, recentred on the pair's medians.
struct IndexRule: Sendable {
  /// ΔNDVI up to which vegetation is lost.
  var lossCeiling: Int16
  /// The two measures of soil or building from which ground is bared or built on; either suffices.
  var firstRiseFloor: Int16
  var secondRiseFloor: Int16
  /// Brightness change outside of which bare ground is altered.
  var darkCeiling: Int16
  var brightFloor: Int16
  /// NDVI up to which ground is bare, per date.
  var bareBefore: Int16
  var bareAfter: Int16
  /// NDVI from which ground is green, per date.
  var greenBefore: Int16
  var greenAfter: Int16
  /// Water index from which a pixel is water; `.max` never.
  var waterFloor: Int16
  var magnitudeFloor: Int16
}

/// The planes that the rule reads, each in stored units.
struct IndexRulePlanes: ~Escapable {
  let usable: Span<UInt8>
  let ndviBefore: Span<Int16>
  let ndviAfter: Span<Int16>
  let ndviDifference: Span<Int16>
  let firstRise: Span<Int16>
  let secondRise: Span<Int16>
  let brightness: Span<Int16>
  let firstWater: Span<Int16>
  let secondWater: Span<Int16>
  let magnitude: Span<Int16>
}

/// Applies the rule pixel by pixel.
func applyIndexRule(
  _ rule: IndexRule, to planes: IndexRulePlanes, into states: inout MutableSpan<UInt8>
) {
  let count = states.count
  let usable = planes.usable
  let ndviBefore = planes.ndviBefore
  let ndviAfter = planes.ndviAfter
  let ndviDifference = planes.ndviDifference
  let firstRise = planes.firstRise
  let secondRise = planes.secondRise
  let brightness = planes.brightness
  let firstWater = planes.firstWater
  let secondWater = planes.secondWater
  let magnitude = planes.magnitude
  precondition(
    usable.count == count && ndviBefore.count == count && ndviAfter.count == count
      && ndviDifference.count == count && firstRise.count == count
      && secondRise.count == count && brightness.count == count && firstWater.count == count
      && secondWater.count == count && magnitude.count == count, "planes of different sizes")
  for i in 0..<count {
    let before = ndviBefore[i]
    let after = ndviAfter[i]
    let first = firstRise[i]
    let second = secondRise[i]
    let light = brightness[i]
    let vector = magnitude[i]
    let water = min(firstWater[i], secondWater[i])
    // No data is the smallest number, so the smallest of all planes has none if any has.
    let smallest = min(
      min(min(before, after), min(first, second)), min(min(light, vector), water))
    let seen = usable[i] != 0 && smallest != .min
    let cleared = ndviDifference[i] <= rule.lossCeiling
    let risen = first >= rule.firstRiseFloor || second >= rule.secondRiseFloor
    let wasBare = before <= rule.bareBefore
    let altered = light <= rule.darkCeiling || light >= rule.brightFloor
    let green = before >= rule.greenBefore && after >= rule.greenAfter
    let changed =
      ((cleared && risen) || (wasBare && altered)) && after <= rule.bareAfter && !green
      && water < rule.waterFloor && vector >= rule.magnitudeFloor
    states[i] =
      seen ? (changed ? PixelState.changed : PixelState.unchanged) : PixelState.noData
  }
}

/// A threshold in stored units: rounded half to even, kept off the number for no data.
func storedThreshold(_ value: Double) -> Int16 {
  Int16(max(-32_767, min(32_767, value.rounded(.toNearestOrEven))))
}
