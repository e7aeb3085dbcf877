/// The thresholds of change detection between two dates.
///
/// All defaults are proposed values, in no standard: chosen so that one set serves six Sentinel-2 city pairs and one
/// Landsat pair (`docs/algorithms.md` says how well). Index values are plain numbers, not stored units.
public struct ChangeSettings: Hashable, Sendable, Codable {
  /// The NDVI loss, beyond the scene's median difference, from which vegetation counts as lost.
  public var ndviLoss = 0.15
  /// The rise of BSI, beyond the scene's median difference, from which soil counts as bared.
  public var bsiRise = 0.10
  /// The rise of NDBI, beyond the scene's median difference, from which ground counts as built on.
  public var ndbiRise = 0.10
  /// Without SWIR: the rise of visible brightness (reflectance), beyond the median, that stands in for BSI.
  public var brightnessRise = 0.03
  /// Without SWIR: the rise of PISI, beyond the median, that stands in for NDBI.
  public var pisiRise = 0.03
  /// On ground that was bare before: the change of visible brightness (reflectance), beyond the median, up or down.
  public var brightnessChange = 0.03
  /// NDVI up to which ground counts as bare, before (second path) and after (both paths).
  public var bareNDVI = 0.35
  /// NDVI from which ground counts as green; green at both dates is never a change.
  public var greenNDVI = 0.40
  /// Whether the both-green veto applies to `cva`; the index rule has it built in through `bareNDVI`.
  public var vetoesGreen = true
  /// NDWI (with SWIR: the smaller of NDWI and MNDWI) from which a pixel is water at the second date.
  public var waterIndex = 0.0
  /// The change-vector magnitude from which a pixel counts as changed, in robust standard deviations.
  public var magnitude = 3.0

  /// Uncalibrated numbers: the NDVI loss in robust standard deviations of the scene's differences.
  public var relativeLoss = 1.5
  /// Uncalibrated numbers: the rise of BSI, NDBI or brightness in robust standard deviations.
  public var relativeRise = 1.5
  /// Uncalibrated numbers: the brightness change on bare ground in robust standard deviations.
  public var relativeBrightnessChange = 2.0
  /// Uncalibrated numbers: the share of the scene, from the lowest NDVI on, that counts as bare.
  public var relativeBareShare = 0.5
  /// Uncalibrated numbers: the share of the scene, from the lowest NDVI on, that does not count as green.
  public var relativeGreenShare = 0.75

  /// The constants of the method `surprise`.
  public var surprise = SurpriseSettings()

  /// The smallest region that is listed, in m².
  public var minimumMappingUnit = 400.0
  /// Whether the mask is cleaned (`MaskCleaner`) before regions are formed.
  public var isCleaned = true
  /// The constants of index formulas.
  public var indexParameters = IndexParameters()

  /// Creates the default settings.
  public init() {}
}

extension ChangeSettings {
  /// The smallest number of pixels whose area reaches the minimum mapping unit; at least 1.
  ///
  /// - Parameter pixelArea: the area of a pixel in m². A deviation of a millionth, as printed pixel sizes have it, does
  ///   not add a pixel.
  public func minimumPixels(pixelArea: Double) -> Int {
    precondition(pixelArea > 0, "pixels must have a positive area")
    let pixels = (minimumMappingUnit / pixelArea - 1e-6).rounded(.up)
    // No scene has as many pixels: larger units mean the same, and would not fit into a number.
    return pixels < Double(Int32.max) ? max(1, Int(pixels)) : Int(Int32.max)
  }
}
