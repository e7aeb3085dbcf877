/// What the baseline of a pixel ever showed, whatever the season.
struct PixelExtremes: BitwiseCopyable, Hashable, Sendable {
  /// The largest soil index but for the highest twentieth, in which remnants of cloud are; 32767 where never seen.
  var soil: Int16
  /// The largest brightness, likewise.
  var brightness: Int16
  /// The longest time without vegetation, in days.
  var longestBareSpell: UInt16

  static let unknown = PixelExtremes(soil: .max, brightness: .max, longestBareSpell: .max)
}
