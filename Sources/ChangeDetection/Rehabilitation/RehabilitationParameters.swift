/// The thresholds of the rehabilitation detector.
///
/// [P] marks proposed values, in no standard and no paper. Cover, shares and indices are plain numbers (cover 0 to 1).
public struct RehabilitationParameters: Hashable, Sendable, Codable {
  /// The months in which years are compared.
  public var season = GrowingSeason()
  /// The length of the running window of cover, in days.
  public var runningDays = 30
  /// The smallest number of pure pixels that can be judged [P].
  public var minimumPurePixels = 9
  /// The clear share of the unit from which an observation counts [P].
  public var minimumClearShare = 0.3
  /// The smallest number of clear observations that can be judged; below it the state is undecidable [P].
  public var minimumObservations = 3
  /// The smallest number of growing seasons with a clear observation that can be judged [P].
  public var minimumSeasons = 2
  /// The age of the last growing-season composite, in days, beyond which nothing is said about today [P].
  public var maximumAgeDays = 760

  /// The index that decides growth, standstill and the target.
  public var index = RecoveryIndex.cover
  /// The years after the start that recovery metrics look at (spectral-recovery).
  public var recoveryYears = RecoveryMetrics.defaultYears
  /// The share of the target, in percent, that counts as recovered (spectral-recovery).
  public var recoveredPercent = RecoveryMetrics.defaultPercent
  /// The number of successive seasons with R80P ≥ 1 that make 达标.
  public var recoveredSeasons = 2
  /// The smallest target, and the smallest distance of reference and start, that can be divided by [P].
  public var minimumGap = 0.05
  /// Without a known start: the earliest season within this of the lowest cover stands for it [P].
  public var startTolerance = 0.10
  /// Without a known disturbance: the loss of cover between seasons that shows one [P].
  public var disturbanceDrop = 0.15

  /// The probability below which a trend counts as proven.
  public var trendProbability = 0.10
  /// The number of seasons from which the trend is taken over seasons; below it over months of different years. Four
  /// rising values are the fewest that can reach p < 0.1.
  public var minimumTrendSeasons = 4
  /// The rise of a season's index that counts as growth [P].
  public var minimumGrowth = 0.02
  /// The rise of a season's index over the start that shows that greening has begun [P].
  public var begunGrowth = 0.05
  /// Without a target: the index from which a standstill is not called one [P].
  public var fullCover = 0.60

  /// The loss of cover against the same time of earlier years that is a relapse.
  public var relapseDrop = 0.15
  /// The loss in robust standard deviations that is a relapse.
  public var relapseDeviations = 3.0
  /// The smallest loss that the rule of deviations may call a relapse [P].
  public var relapseMinimumDrop = 0.05
  /// The smallest standard deviation that is believed [P].
  public var deviationFloor = 0.02
  /// How far the day of the year may differ when years are compared, in days [P].
  public var seasonToleranceDays = 30
  /// How many years the same time of year is looked for [P].
  public var lookBackYears = 10

  /// The rise of the bare share over the start that shows shaping [P].
  public var shapingBareRise = 0.10
  /// The rise of BSI over the start that shows shaping [P].
  public var shapingBSIRise = 0.05
  /// Without SWIR: the rise of visible brightness over the start that shows shaping, in reflectance [P].
  public var shapingBrightnessRise = 0.03
  /// The fall of the bare share or of BSI that shows soil or planting after shaping, and that bare ground had closed [P].
  public var soilFall = 0.05

  /// The rise of the bare share against the same time of earlier years that suggests mining [P].
  public var reminingBareRise = 0.10
  /// How far the bare share must be above its level at the start [P].
  public var reminingBeyondStart = 0.05
  /// The bare area beyond the earlier edge that suggests mining, in m² [P]: nine pixels of 10 m.
  public var reminingEdgeSquareMetres = 900.0

  /// Observations that make an episode provisional.
  public var provisionalHits = 2
  /// Observations that confirm an episode.
  public var confirmingHits = 3
  /// Successive observations without the sign that end an episode [P].
  public var endingMisses = 3

  /// The lag behind the plan that is amber, in percentage points of cover [P].
  public var lagPoints = 10.0
  /// The lag behind the plan that is amber, in months [P]: a quarter.
  public var lagMonths = 3.0
  /// The shortfall, in percentage points, below which a milestone counts as met for the lag in months [P]: what a cover
  /// from two end members can be off. Where the plan hardly rises any more, a few points are many months.
  public var lagTolerancePoints = 8.0

  /// Fake greening: the NDVI below which green is not vegetation [P].
  public var fakeGreenNDVI = 0.20
  /// Fake greening: the redness (R − G)/(R + G) below which ground looks green.
  public var fakeGreenRedness = 0.0
  /// Fake greening: the share of water from which nothing is said; water looks green too [P].
  public var fakeGreenWaterShare = 0.20

  /// The number of completed seasons from which the long background is told [P]: below it segments are mostly noise.
  public var backgroundSeasons = 10
  /// The change of the index in a segment that is called a loss or a gain [P].
  public var backgroundChange = 0.10
  /// The settings of the segmentation of the long background.
  public var background = SegmentationParameters()

  /// The resamplings of the interval of progress.
  public var replicates = 499
  /// The seed of these resamplings.
  public var seed: UInt64 = 20_060_101

  /// Creates the default parameters.
  public init() {}
}
