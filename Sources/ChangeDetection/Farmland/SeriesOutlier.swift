public import Imagery

/// A date that was left out because its NDVI disagrees with the dates around it: cloud, shadow or haze beside the mask.
public struct SeriesOutlier: Hashable, Sendable {
  /// The day.
  public var date: CalendarDate
  /// The scene, as in the observation.
  public var scene: Int
  /// The NDVI seen.
  public var ndvi: Double
  /// The NDVI expected between the neighbours in time.
  public var expected: Double
}
