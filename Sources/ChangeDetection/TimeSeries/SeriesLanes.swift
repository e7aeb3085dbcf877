/// Memory for the series of eight neighbouring pixels, whose arithmetic runs side by side in vectors.
///
/// Pixels of a block lie date after date, so that eight neighbours of one date are one vector and nothing has to be
/// gathered. A worker keeps one of these beside its `MonitorWorkspace`.
public struct SeriesLanes: Sendable {
  /// The pixels that are examined together.
  public static let width = 8

  /// How the eight pixels of a date are seen.
  enum Sight: UInt8 {
    case none, some, all
  }

  /// The values of each date, 0 where there is none.
  var values: [SIMD8<Double>]
  /// 1 where there is an observation, else 0.
  var weights: [SIMD8<Double>]
  /// `Sight` of each date.
  var sights: [UInt8]
  /// The dates of one pixel, or those all pixels share.
  var dates: [UInt16]
  /// Each pixel's factor of the normal equations: the lower triangle with unused diagonal, and 1 / the diagonal.
  var matrix = InlineArray<24, SIMD8<Double>>(repeating: SIMD8(repeating: 0))
  var inverse = InlineArray<8, SIMD8<Double>>(repeating: SIMD8(repeating: 0))

  /// Creates memory for series of up to `count` dates.
  public init(count: Int) {
    values = Array(repeating: SIMD8(repeating: 0), count: count)
    weights = values
    sights = Array(repeating: 0, count: count)
    dates = Array(repeating: 0, count: count)
  }

  /// Makes room for longer series.
  mutating func reserve(_ count: Int) {
    if values.count < count { self = SeriesLanes(count: count) }
  }
}
