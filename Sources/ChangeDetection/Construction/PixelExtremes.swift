import Imagery

/// What the baseline of a pixel ever showed, whatever the season.
struct PixelExtremes: BitwiseCopyable, Hashable, Sendable {
  /// Brightness above this exceeds all that the pixel's bare ground showed; 32767 where it is not known.
  var brightnessCeiling: Int16
  /// The same for ground that is no film or roof: with a soil index of at least `soilFloor`.
  var soilBrightnessCeiling: Int16
  /// The soil index from which bare ground looks like the pixel's own soil.
  var soilFloor: Int16
  /// The longest time without vegetation, in days.
  var longestBareSpell: UInt16
  /// Whether the pixel is farmed, or lay bare as a field does.
  var isCropland: Bool

  static let unknown = PixelExtremes(
    brightnessCeiling: .max, soilBrightnessCeiling: .max, soilFloor: .max,
    longestBareSpell: .max, isCropland: true)

  /// How far brightness lies above its ceiling; not positive where it does not, or is not known.
  func brightnessExcess(of observation: PixelObservation) -> Int {
    guard observation.brightness != IndexValue.noData else { return -1 }
    let brightness = Int(observation.brightness)
    let isSoil = observation.soil != IndexValue.noData && observation.soil >= soilFloor
    return brightness - Int(isSoil ? soilBrightnessCeiling : brightnessCeiling)
  }
}
