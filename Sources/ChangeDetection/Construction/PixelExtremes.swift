import Imagery

/// What the baseline of a pixel ever showed, whatever the season.
struct PixelExtremes: BitwiseCopyable, Hashable, Sendable {
  /// Brightness above this exceeds all that the pixel's bare ground showed; 32767 where it is not known.
  var brightnessCeiling: Int16
  /// The same for ground that is no film or roof: with a soil index of at least `soilFloor`.
  var soilBrightnessCeiling: Int16
  /// The soil index from which bare ground looks like the pixel's own soil.
  var soilFloor: Int16
  /// The bare spell, in days, that is more than a field or dry grass; 65535 where none is.
  var guardedSpell: UInt16
  /// Whether the pixel lay bare in the baseline, as fields do, or is farmed.
  var liesBare: Bool

  static let unknown = PixelExtremes(
    brightnessCeiling: .max, soilBrightnessCeiling: .max, soilFloor: .max,
    guardedSpell: .max, liesBare: true)

  /// How far brightness lies above its ceiling; not positive where it does not, or is not known.
  func brightnessExcess(of observation: PixelObservation) -> Int {
    guard observation.brightness != IndexValue.noData else { return -1 }
    let brightness = Int(observation.brightness)
    let isSoil = observation.soil != IndexValue.noData && observation.soil >= soilFloor
    return brightness - Int(isSoil ? soilBrightnessCeiling : brightnessCeiling)
  }
}
