/// The thresholds of the construction detector.
///
/// Index values and reflectances are plain numbers; times are days. Values marked [P] are proposed: they are in no
/// standard and no paper. The others name their source; `docs/algorithms.md` has the references.
public struct ConstructionParameters: Hashable, Sendable, Codable {
  // MARK: Baseline

  /// The years before a rollover from which the baseline is fitted (DIST-ALERT: 3).
  public var baselineYears = 3
  /// The month of the yearly rollover.
  public var rolloverMonth = 1
  /// The day of the month of the yearly rollover.
  public var rolloverDay = 1
  /// The clear observations before a rollover below which a pixel is not monitored [P].
  public var minimumObservations = 12
  /// The days of archive before a rollover below which no pixel is monitored [P].
  public var minimumHistory = 330
  /// The twelfths of the year with a clear observation below which a pixel is not monitored [P].
  public var minimumSeasons = 6
  /// How far a season's window reaches beyond its twelfth of the year, on both sides, in days: an observation is
  /// compared with at least this many and at most 30 more days before and after it (DIST-ALERT: 15 on both sides).
  public var windowMargin = 7
  /// The clear observations in a season's window below which the harmonic model stands in [P].
  public var minimumWindowObservations = 4

  // MARK: Candidate

  /// The NDVI drop below the season's median [P].
  public var vegetationLoss = 0.15
  /// The NDVI drop below the season's minimum that suffices as well (DIST-ALERT: 10 % cover, here as NDVI).
  public var vegetationLossBelowMinimum = 0.08
  /// The rise of the soil index above the season's median [P].
  public var soilRise = 0.10
  /// The rise of brightness (reflectance) above the season's median, which stands in for the soil index [P].
  public var brightnessRise = 0.03
  /// Robust standard deviations by which vegetation, soil and brightness must leave the season's median [P].
  public var deviations = 3.0
  /// NDVI up to which ground counts as bare [P].
  public var bareNDVI = 0.35
  /// The water index from which a pixel is water.
  public var waterIndex = 0.0
  /// Second path: how far brightness (reflectance) must exceed that of the pixel's own bare ground [P].
  public var brightnessBeyondBare = 0.02
  /// Second path: the same as a share of the brightness of the pixel's own bare ground; the larger margin holds [P].
  public var brightnessBeyondBareShare = 0.20
  /// The change of brightness between hits that rest on brightness, above which the later is a remnant of cloud [P].
  public var brightnessConsistency = 0.08

  // MARK: Method

  /// How a loss of vegetation is judged.
  public var method = ConstructionMethod.baseline
  /// `ewma`: the weight of the latest observation in the moving average (Brooks et al. 2014: 0.3).
  public var averageMemory = 0.3
  /// `ewma`: the control limit in deviations of the moving average (Brooks et al. 2014: 3).
  public var averageLimit = 3.0
  /// `cusum`: the probability that the sum of a series without change leaves its boundary, and that a history without
  /// break is cut (bfastmonitor: 0.05).
  public var sumSignificance = 0.05
  /// `ccdc`: the standard deviations below the curve (Zhu and Woodcock 2014: 3).
  public var runDeviations = 3.0
  /// `ccdc`: the observations in succession (Zhu and Woodcock 2014: 3).
  public var runObservations = 3
  /// All but `baseline`: the least standard deviation of NDVI around the curve that is believed [P].
  public var leastDeviation = 0.02

  // MARK: Persistence

  /// Hits from which an event can be confirmed (DIST-ALERT with the margin for farmland [P]).
  public var confirmingHits = 3
  /// The confidence, mean anomaly in percent × hits², from which an event can be confirmed (DIST-ALERT: 400).
  public var confirmingConfidence = 400
  /// The days between the first and the latest hit from which an event can be confirmed [P].
  public var confirmingSpan = 20
  /// The days without a hit after which an unconfirmed event is dropped [P].
  public var unconfirmedExpiry = 365
  /// Consecutive green observations after which an unconfirmed event is dropped and a bare spell is over [P].
  public var greenObservations = 2
  /// Consecutive green observations after which a confirmed event can end (DIST-ALERT: 5).
  public var endingObservations = 5
  /// The days that those observations must span [P].
  public var endingSpan = 30

  // MARK: Crop guard

  /// Bare observations in the baseline from which a pixel counts as ground that lies bare at times, as fields do [P].
  public var bareObservations = 3
  /// Days by which a bare spell must exceed the longest of the baseline [P].
  public var guardMargin = 30
  /// What the brightness of bare ground varies by, as a share of the way from its median to its ceiling: taken off the
  /// rise of every bare observation before rises are summed [P].
  public var riseAllowance = 0.3
  /// The share by which a single dark observation can lower the sum [P].
  public var riseLimit = 0.6
  /// The allowance of the sum that dates the beginning [P].
  public var datingAllowance = 0.5
  /// The sum of rises, less allowances, that confirms on ground that lies bare at times [P].
  public var confirmingRise = 2.5
  /// Brighter observations from which that sum confirms [P].
  public var guardHits = 4
  /// Of these, observations brighter than all of the baseline [P].
  public var strongHits = 3
  /// The sum that confirms without them [P].
  public var confirmingSteadyRise = 4.0
  /// The days that the run must span [P].
  public var guardSpan = 60
  /// The days that it must span where fewer than `soilHits` look like soil: longer than film lies [P].
  public var filmSpan = 150
  /// Observations as bright as `soilHitRise` with the soil index of the pixel's own soil, from which it is no film [P].
  public var soilHits = 2
  /// The rise from which such an observation counts [P].
  public var soilHitRise = 0.6
  /// The sum that confirms where the run is longer than any bare spell of the baseline, by `guardMargin` [P].
  public var confirmingLongRise = 1.5
  /// Brighter observations from which such a run confirms [P].
  public var longHits = 6
  /// The days of archive before a rollover below which cropland is not monitored: two crop years, less a gap [P].
  public var croplandHistory = 700

  /// Creates the default parameters.
  public init() {}
}
