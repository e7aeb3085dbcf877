import Imagery

/// The parameters in stored units, as the scan uses them.
struct ConstructionRules: Sendable {
  var minimumObservations: Int
  var minimumSeasons: Int
  var minimumWindowObservations: Int
  var vegetationLoss: Int
  var lossBelowMinimum: Int
  var soilRise: Int
  var brightnessRise: Int
  /// `deviations` × 1.4826 in ten-thousandths: multiplies a median absolute deviation.
  var deviationFactor: Int
  var deviations: Double
  var bareNDVI: Int16
  var waterIndex: Int16
  var brightnessBeyondBare: Int
  /// A share in ten-thousandths.
  var brightnessBeyondBareShare: Int
  var brightnessConsistency: Int
  var confirmingHits: Int
  var confirmingConfidence: Int
  var confirmingSpan: Int
  var unconfirmedExpiry: Int
  var greenObservations: UInt8
  var endingObservations: UInt8
  var endingSpan: Int
  var guardMargin: Int
  var guardYear: Int
  var guardHits: Int
  var guardSpan: Int
  var bareObservations: Int
  var croplandHistory: Int
  var minimumHistory: Int

  init(_ parameters: ConstructionParameters) {
    func stored(_ value: Double) -> Int { Int(IndexValue.stored(scaled: value * IndexValue.scale)) }
    minimumObservations = parameters.minimumObservations
    minimumSeasons = parameters.minimumSeasons
    minimumWindowObservations = max(1, parameters.minimumWindowObservations)
    vegetationLoss = stored(parameters.vegetationLoss)
    lossBelowMinimum = stored(parameters.vegetationLossBelowMinimum)
    soilRise = stored(parameters.soilRise)
    brightnessRise = stored(parameters.brightnessRise)
    deviations = parameters.deviations
    deviationFactor = Int((parameters.deviations * 14_826).rounded(.toNearestOrEven))
    bareNDVI = Int16(stored(parameters.bareNDVI))
    waterIndex = Int16(stored(parameters.waterIndex))
    brightnessBeyondBare = stored(parameters.brightnessBeyondBare)
    brightnessBeyondBareShare = stored(parameters.brightnessBeyondBareShare)
    brightnessConsistency = stored(parameters.brightnessConsistency)
    confirmingHits = parameters.confirmingHits
    confirmingConfidence = parameters.confirmingConfidence
    confirmingSpan = parameters.confirmingSpan
    unconfirmedExpiry = parameters.unconfirmedExpiry
    greenObservations = UInt8(clamping: parameters.greenObservations)
    endingObservations = UInt8(clamping: parameters.endingObservations)
    endingSpan = parameters.endingSpan
    guardMargin = parameters.guardMargin
    guardYear = parameters.guardYear
    guardHits = parameters.guardHits
    guardSpan = parameters.guardSpan
    bareObservations = parameters.bareObservations
    croplandHistory = parameters.croplandHistory
    minimumHistory = parameters.minimumHistory
  }
}
