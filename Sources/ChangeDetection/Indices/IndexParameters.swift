/// The constants of index formulas that a user may set.
///
/// They are fixed for a whole run. Per-scene percentiles are deliberately not offered for FVC: they make the scale
/// float with the scene and hide real change.
public struct IndexParameters: Hashable, Sendable, Codable {
  /// NDVI of bare soil, where FVC is 0. Proposed value 0.05, in no standard: set it per region and season.
  public var soilNDVI: Double
  /// NDVI of full cover, where FVC is 1. Proposed value 0.86, in no standard: set it per region and season.
  public var vegetationNDVI: Double
  /// The soil adjustment L of SAVI; 0.5 for intermediate cover (Huete 1988).
  public var soilAdjustment: Double

  /// Creates parameters; full cover must have a higher NDVI than soil.
  public init(soilNDVI: Double = 0.05, vegetationNDVI: Double = 0.86, soilAdjustment: Double = 0.5)
  {
    precondition(vegetationNDVI > soilNDVI, "full cover must have a higher NDVI than soil")
    self.soilNDVI = soilNDVI
    self.vegetationNDVI = vegetationNDVI
    self.soilAdjustment = soilAdjustment
  }
}
