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
  var guardHits: Int
  var guardSpan: Int
  var filmSpan: Int
  var longHits: Int
  var strongHits: Int
  var soilHits: Int
  /// Shares of the rise in ten-thousandths.
  var soilRiseShare: Int32
  var riseAllowance: Int32
  var riseLimit: Int
  var datingAllowance: Int32
  var confirmingRise: Int
  var confirmingSteadyRise: Int
  var confirmingLongRise: Int
  var bareObservations: Int
  var croplandHistory: Int
  var minimumHistory: Int
  /// Judges the loss of vegetation; nil where the season's median and minimum do.
  var monitor: SeriesMonitor?

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
    guardHits = parameters.guardHits
    guardSpan = parameters.guardSpan
    filmSpan = parameters.filmSpan
    longHits = parameters.longHits
    strongHits = parameters.strongHits
    soilHits = parameters.soilHits
    func share(_ value: Double) -> Int { Int((value * 10_000).rounded(.toNearestOrEven)) }
    soilRiseShare = Int32(clamping: share(parameters.soilHitRise))
    riseAllowance = Int32(clamping: share(parameters.riseAllowance))
    riseLimit = share(parameters.riseLimit)
    datingAllowance = Int32(clamping: share(parameters.datingAllowance))
    confirmingRise = share(parameters.confirmingRise)
    confirmingSteadyRise = share(parameters.confirmingSteadyRise)
    confirmingLongRise = share(parameters.confirmingLongRise)
    bareObservations = parameters.bareObservations
    croplandHistory = parameters.croplandHistory
    minimumHistory = parameters.minimumHistory
    monitor = parameters.monitor
  }
}
