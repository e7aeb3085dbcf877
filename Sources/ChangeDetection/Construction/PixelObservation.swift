import Imagery

/// What one day shows of a pixel.
struct PixelObservation: BitwiseCopyable, Hashable, Sendable {
  /// Days since 1970-01-01.
  var day: UInt16
  /// The twelfth of the year, from 0.
  var season: UInt8
  /// The seasons in whose windows the day lies, as bits.
  var windows: UInt16
  var vegetation: Int16
  var soil: Int16
  var brightness: Int16
  var water: Int16
  /// The position of the date in the block.
  var date: UInt16

  static let none = PixelObservation(
    day: 0, season: 0, windows: 0, vegetation: IndexValue.noData, soil: IndexValue.noData,
    brightness: IndexValue.noData, water: IndexValue.noData, date: 0)

  /// Whether it shows neither vegetation nor water.
  func isBare(_ rules: ConstructionRules) -> Bool {
    vegetation <= rules.bareNDVI && (water == IndexValue.noData || water <= rules.waterIndex)
  }

  /// Whether this is shown rather than `other` of the same day: the greener; where equal, the next larger index.
  ///
  /// The rule does not depend on the order of the two, and cloud or shadow seldom makes a pixel greener.
  func prevails(over other: PixelObservation) -> Bool {
    (vegetation, soil, brightness, water)
      > (other.vegetation, other.soil, other.brightness, other.water)
  }
}
