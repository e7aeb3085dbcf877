import Imagery

/// What the baseline of a pixel ever showed, whatever the season.
struct PixelExtremes: BitwiseCopyable, Hashable, Sendable {
  /// Brightness above this exceeds all that the pixel's bare ground showed; 32767 where it is not known.
  var brightnessCeiling: Int16
  /// The same for ground that is no film or roof: with a soil index of at least `soilFloor`.
  var soilBrightnessCeiling: Int16
  /// The soil index from which bare ground looks like the pixel's own soil.
  var soilFloor: Int16
  /// The median brightness of the bare ground.
  var bareBrightness: Int16
  /// The bare spell, in days, that is more than any in the baseline.
  var guardedSpell: UInt16
  /// Whether the pixel lay bare in the baseline, as fields do, or is farmed: it is held against its own bare ground.
  var liesBare: Bool

  static let unknown = PixelExtremes(
    brightnessCeiling: .max, soilBrightnessCeiling: .max, soilFloor: .max, bareBrightness: .max,
    guardedSpell: .max, liesBare: true)

  /// Whether an observation has the soil index of the pixel's own bare ground, or a higher one.
  func isSoil(_ observation: PixelObservation) -> Bool {
    observation.soil != IndexValue.noData && observation.soil >= soilFloor
  }

  /// How far brightness has risen from the median of the pixel's own bare ground (0) to its ceiling (10000); nil where
  /// that is not known.
  func rise(of observation: PixelObservation) -> Int? {
    guard liesBare, bareBrightness != .max, observation.brightness != IndexValue.noData else {
      return nil
    }
    let ceiling = Int(isSoil(observation) ? soilBrightnessCeiling : brightnessCeiling)
    let usual = Int(bareBrightness)
    return (Int(observation.brightness) - usual) * 10_000 / max(1, ceiling - usual)
  }
}
