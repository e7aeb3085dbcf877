/// The constants of the method `surprise`; all are proposed values [P], chosen on six Sentinel-2 city pairs.
public struct SurpriseSettings: Hashable, Sendable, Codable {
  /// The lower threshold in nats: `lowerBase` + `lowerShare` × the quantile `quantile` of the pair's scores.
  public var lowerBase = 2.75
  /// See `lowerBase`.
  public var lowerShare = 0.2
  /// See `lowerBase`.
  public var quantile = 0.98
  /// The weight below which a pixel is out of the question: it is no change, and no surroundings of one.
  public var leastWeight = 0.2
  /// Surprise grows as its logarithm beyond about this many nats, so that few strong pixels do not outweigh many.
  public var compression = 6.0
  /// How strongly the guided filter smooths over edges, in squared standard deviations of the red band.
  public var edgeVariance = 0.3
  /// The share of the surroundings' mean that is taken off a score.
  public var surroundingsShare = 0.3
  /// The upper threshold, which a region must reach somewhere, as a multiple of the lower one.
  public var upperRatio = 4.0 / 3
  /// The least number of pixels of a region, beside the minimum mapping unit.
  public var leastPixels = 45
  /// NDVI at the later date at which the score is halved, and how fast it goes from 1 to 0.
  public var greenNDVI = 0.5, greenWidth = 0.06
  /// MNDWI (NDWI without SWIR) at both dates at which the score is halved, and how fast it goes from 1 to 0.
  public var waterIndex = 0.2, waterWidth = 0.05
  /// Without quality layers: reflectance of the cirrus band above its median, and its width.
  public var cirrusRise = 0.0012, cirrusWidth = 0.0002
  /// Without quality layers: visible reflectance above that of the other date, and its width.
  public var cloudRise = 0.03, cloudWidth = 0.01

  /// Creates the default settings.
  public init() {}
}
