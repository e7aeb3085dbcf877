/// The settings of the annual segmentation, with the defaults of its Earth Engine version (Kennedy et al. 2018).
///
/// Codable, as rule files change it; values out of range are refused when they are read.
public struct SegmentationParameters: Hashable, Sendable {
  /// Vertices that a series may have before it is simplified.
  static let vertexLimit = 24

  /// The largest number of segments (maxSegments).
  public var maximumSegments = 6
  /// The share of a spike above which it is damped; 1: never (spikeThreshold).
  public var spikeThreshold = 0.9
  /// How many vertices more are looked for before they are culled (vertexCountOvershoot).
  public var vertexOvershoot = 3
  /// Whether a recovery within one year is taken for an artefact (preventOneYearRecovery).
  public var preventsOneYearRecovery = true
  /// The fastest recovery that is believed, as a share of the fitted range per year: 0.25 is four years (recoveryThreshold).
  public var recoveryThreshold = 0.25
  /// The probability of F from which a flat line is taken instead (pvalThreshold).
  public var probabilityThreshold = 0.05
  /// How near the best a model with more vertices must come: its probability may be 2 − this times the lowest (bestModelProportion).
  public var bestModelProportion = 0.75
  /// The smallest number of years with a value (minObservationsNeeded).
  public var minimumObservations = 6

  /// Creates the default settings.
  public init() {}

  /// What is wrong with the settings; nil where nothing is.
  var problem: String? {
    if !(1...12).contains(maximumSegments) { return "maximumSegments: from 1 to 12" }
    if !(0...8).contains(vertexOvershoot) { return "vertexOvershoot: from 0 to 8" }
    if !(0.01...1).contains(spikeThreshold) { return "spikeThreshold: from 0.01 to 1" }
    if !(recoveryThreshold > 0) { return "recoveryThreshold: above 0" }
    if !(probabilityThreshold > 0 && probabilityThreshold < 1) {
      return "probabilityThreshold: above 0 and below 1"
    }
    if !(0...1).contains(bestModelProportion) { return "bestModelProportion: from 0 to 1" }
    if minimumObservations < 3 { return "minimumObservations: at least 3" }
    return nil
  }
}

extension SegmentationParameters: Codable {
  private enum CodingKeys: String, CodingKey {
    case maximumSegments, spikeThreshold, vertexOvershoot, preventsOneYearRecovery
    case recoveryThreshold, probabilityThreshold, bestModelProportion, minimumObservations
  }

  /// Reads all settings.
  ///
  /// - Throws: `DecodingError` for a missing value and for one out of range.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    maximumSegments = try values.decode(Int.self, forKey: .maximumSegments)
    spikeThreshold = try values.decode(Double.self, forKey: .spikeThreshold)
    vertexOvershoot = try values.decode(Int.self, forKey: .vertexOvershoot)
    preventsOneYearRecovery = try values.decode(Bool.self, forKey: .preventsOneYearRecovery)
    recoveryThreshold = try values.decode(Double.self, forKey: .recoveryThreshold)
    probabilityThreshold = try values.decode(Double.self, forKey: .probabilityThreshold)
    bestModelProportion = try values.decode(Double.self, forKey: .bestModelProportion)
    minimumObservations = try values.decode(Int.self, forKey: .minimumObservations)
    if let problem {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: problem))
    }
  }
}
