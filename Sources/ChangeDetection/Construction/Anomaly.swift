import Imagery

/// How an observation that is bare departs from what is normal.
struct Anomaly {
  /// Whether it counts as a hit.
  var isHit = false
  /// Whether it exceeds all of the baseline.
  var exceedsBaseline = false
  /// Whether only brightness speaks for soil or buildings, as clouds do as well.
  var restsOnBrightness = false
  /// The strength, from 0 to 100.
  var percent = 0
  var vegetationLoss = IndexValue.noData
  var soilRise = IndexValue.noData
  var brightnessRise = IndexValue.noData

  init(
    _ observation: PixelObservation, limits: SeasonLimits, extremes: PixelExtremes,
    rules: ConstructionRules
  ) {
    let hasSoil =
      observation.soil != IndexValue.noData && limits.soil != IndexValue.noData
    let hasBrightness = observation.brightness != IndexValue.noData
    let losesVegetation =
      limits.vegetation != IndexValue.noData && observation.vegetation < limits.vegetationFloor
    let soilRises = hasSoil && observation.soil > limits.soilCeiling
    let brightens = hasBrightness && observation.brightness > limits.brightnessCeiling
    let soilExcess =
      observation.soil == IndexValue.noData ? -1 : Int(observation.soil) - Int(extremes.soil)
    let brightnessExcess =
      hasBrightness ? Int(observation.brightness) - Int(extremes.brightness) : -1
    let isBeyondSoil = soilExcess > rules.soilBeyondMaximum
    let isBeyondBrightness = brightnessExcess > rules.brightnessBeyondMaximum
    exceedsBaseline = isBeyondSoil || isBeyondBrightness
    isHit = losesVegetation && (hasSoil ? soilRises : brightens) || exceedsBaseline
    guard isHit else { return }
    restsOnBrightness = !isBeyondSoil && !(losesVegetation && soilRises)
    if limits.vegetation != IndexValue.noData {
      vegetationLoss = Int16(clamping: Int(limits.vegetation) - Int(observation.vegetation))
      // 0.81 is the NDVI between bare ground and full cover (fvc).
      percent = min(100, max(0, Int(vegetationLoss) / 81))
    }
    if hasSoil { soilRise = Int16(clamping: Int(observation.soil) - Int(limits.soil)) }
    if hasBrightness, limits.brightness != IndexValue.noData {
      brightnessRise = Int16(clamping: Int(observation.brightness) - Int(limits.brightness))
    }
    if isBeyondSoil { percent = max(percent, min(100, soilExcess / 20)) }
    if isBeyondBrightness { percent = max(percent, min(100, brightnessExcess / 10)) }
  }
}
