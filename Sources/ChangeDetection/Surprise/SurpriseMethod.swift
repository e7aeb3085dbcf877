public import Diagnostics
public import Imagery

/// `surprise`: how unlikely the numbers of both dates are together, compared with each date's alone.
///
/// Mixtures of normal distributions are fitted to the visible bands of both dates. Where ground goes on as what it was, or changes as
/// much other ground of the scene does (season, haze, crops), the pair of numbers is likely; a pair that hardly occurs elsewhere
/// surprises (surprisal, −ln p, Shannon 1948). Scores are in nats, so thresholds carry over between scenes. `docs/algorithms.md`
/// has the equations. `SurpriseDetector` searches blocks.
public struct SurpriseMethod: ChangeMethod {
  /// `surprise`.
  public static let name = "surprise"

  let plan: EvidencePlan
  /// The constants.
  public let settings: SurpriseSettings
  /// Whether both dates have a cirrus band to weigh clouds by.
  let hasCirrus: Bool

  /// Creates the method for a pair.
  public init(
    availableRoles: Set<BandRole>, isCalibrated: Bool, settings: ChangeSettings
  ) throws(TiankanError) {
    let missing = SurpriseModel.roles.filter { !availableRoles.contains($0) }
    guard missing.isEmpty else {
      throw TiankanError(
        .missingBand,
        "the method needs blue, green and red at both dates, and \(missing.map(\.rawValue).joined(separator: ", ")) lacks; add the bands or choose --method \(ChangeVectorMethod.name)"
      )
    }
    plan = EvidencePlan(
      availableRoles: availableRoles, isCalibrated: isCalibrated,
      parameters: settings.indexParameters)
    self.settings = settings.surprise
    hasCirrus = isCalibrated && availableRoles.contains(.cirrus)
  }

  /// Whether NDVI and water weigh the score.
  public var isCalibrated: Bool { plan.isCalibrated }

  /// The bands of the change vector, and cirrus where both dates have it.
  public var roles: [BandRole] { plan.roles + (hasCirrus ? [.cirrus] : []) }
  /// `surprise 1`, with `-relative` where the numbers are not reflectance: then neither NDVI nor water weighs the score.
  public var ruleSet: String { "surprise\(plan.isCalibrated ? "" : "-relative") 1" }
  /// What is measured of each pixel; the surprise comes last.
  public var evidence: [Evidence] { plan.evidence + [.surprise] }
  /// What must be sampled over the pair for the evidence.
  public var sampledQuantities: [PairQuantity] { plan.sampledQuantities }
}
