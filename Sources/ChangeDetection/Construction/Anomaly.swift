import Imagery

/// How an observation that is bare departs from what is normal.
struct Anomaly {
  /// Whether it counts as a hit.
  var isHit = false
  /// Whether only brightness speaks for soil or buildings, as clouds do as well.
  var restsOnBrightness = false
  /// The strength, from 0 to 100.
  var percent = 0
  var vegetationLoss = IndexValue.noData
  var soilRise = IndexValue.noData
  var brightnessRise = IndexValue.noData

  /// - Parameter rise: how far the ground is brighter than its own bare ground, in ten-thousandths, where that counts.
  init(
    _ observation: PixelObservation, limits: SeasonLimits, rise: Int?, rules: ConstructionRules
  ) {
    let hasSoil =
      observation.soil != IndexValue.noData && limits.soil != IndexValue.noData
    let hasBrightness = observation.brightness != IndexValue.noData
    let losesVegetation =
      limits.vegetation != IndexValue.noData && observation.vegetation < limits.vegetationFloor
    let soilRises = hasSoil && observation.soil > limits.soilCeiling
    let brightens = hasBrightness && observation.brightness > limits.brightnessCeiling
    isHit = losesVegetation && (soilRises || brightens) || rise != nil
    guard isHit else { return }
    restsOnBrightness = !(losesVegetation && soilRises)
    if limits.vegetation != IndexValue.noData {
      vegetationLoss = Int16(clamping: Int(limits.vegetation) - Int(observation.vegetation))
      // 0.81 is the NDVI between bare ground and full cover (fvc).
      percent = min(100, max(0, Int(vegetationLoss) / 81))
    }
    if hasSoil { soilRise = Int16(clamping: Int(observation.soil) - Int(limits.soil)) }
    if hasBrightness, limits.brightness != IndexValue.noData {
      brightnessRise = Int16(clamping: Int(observation.brightness) - Int(limits.brightness))
    }
    // Ground brighter than all of its own bare ground counts as much as the loss of full cover.
    if let rise { percent = max(percent, min(100, rise / 100)) }
  }
}
