import Imagery

/// All that is known of a pair before its blocks are searched by the method `surprise`.
public struct SurprisePlan: Sendable {
  /// The mixtures.
  public let model: SurpriseModel
  /// How the earlier date lies beside the later one, which is moved onto it.
  public let shift: PixelShift
  /// Whether NDVI and water weigh the score; they need reflectance.
  public let isCalibrated: Bool
  /// The medians of the cirrus band, in reflectance; `nil` where clouds are not weighed.
  public let cirrusMedians: (before: Float, after: Float)?
  let settings: SurpriseSettings
  /// The score above which a pixel is changed, in nats.
  public private(set) var lower: Float = .infinity
  /// The score that a region must reach somewhere.
  public private(set) var upper: Float = .infinity

  /// How far, in pixels, a pixel's result reaches: dilation 1, surroundings 22, smoothing of clouds 12, the largest shift 4 and its
  /// kernel 2.
  public static let margin = 41

  /// Creates a plan without thresholds.
  public init(
    model: SurpriseModel, shift: PixelShift, isCalibrated: Bool,
    cirrusMedians: (before: Float, after: Float)?, settings: SurpriseSettings
  ) {
    self.model = model
    self.shift = shift
    self.isCalibrated = isCalibrated
    self.cirrusMedians = cirrusMedians
    self.settings = settings
  }

  /// Sets the thresholds from the scores of a sample of the pair.
  public mutating func setThresholds(from scores: ScoreHistogram) {
    lower = Float(
      settings.lowerBase + settings.lowerShare * Double(scores.quantile(settings.quantile)))
    upper = lower * Float(settings.upperRatio)
  }
}
