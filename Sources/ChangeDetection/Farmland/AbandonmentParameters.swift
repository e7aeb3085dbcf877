/// Every constant of the abandonment rules, by step.
///
/// NDVI and the other indices are in units of the index (0.45), times in days, shares from 0 to 1. **[P]** marks a
/// proposed value that is in no standard and no paper; the source of the others is named.
public struct AbandonmentParameters: Hashable, Sendable, Codable {
  /// The crop year and its growing windows [P].
  public var calendar = CropCalendar()
  /// How the series is cleaned and smoothed.
  public var preparation = Preparation()
  /// How much must be seen before a crop year is judged.
  public var gate = Gate()
  /// What a crop cycle is.
  public var cycle = Cycle()
  /// What counts as tillage, flooding and harvest.
  public var cultivation = Cultivation()
  /// What idle land looks like.
  public var idle = Idle()
  /// Orchards, trees, ponds and built land on cropland.
  public var nonGrain = NonGrain()
  /// How crop years become findings.
  public var sequence = Sequence()

  /// The default rules, `abandonment-3`.
  public init() {}

  /// How the series is cleaned and smoothed.
  public struct Preparation: Hashable, Sendable, Codable {
    /// The least clear share of the parcel for a date to count [P].
    public var minimumClearShare = 0.5
    /// How far a single date must lie off the line between its neighbours in time to be an outlier [P].
    public var spikeDeviation = 0.15
    /// How far it must lie beyond both neighbours [P].
    public var spikeMargin = 0.10
    /// The most days between the two neighbours for the test to apply [P].
    public var spikeSpan = 30
    /// A fall below its neighbours is only a spike where the line is at least this green; flooding is not [P].
    public var spikeGreenness = 0.35
    /// Days between values of the smoothed curve.
    public var smoothingStep = 10
    /// λ of the Whittaker smoother [P].
    public var roughness = 1.0
    /// The longest time between two clear dates that the curve crosses; no value inside a longer gap exists [P].
    public var maximumGap = 45
    /// The days after the closing date of a crop year in which its late harvest and its bare fields are looked for; what is seen
    /// later belongs to the next crop year alone [P].
    public var settlingTime = 150
  }

  /// How much must be seen before a crop year is judged.
  public struct Gate: Hashable, Sendable, Codable {
    /// The fewest effective pure pixels of a parcel [P].
    public var minimumPurePixels = 4
    /// The fewest clear dates in a crop year [P].
    public var minimumDates = 12
    /// The fewest clear dates in each growing window [P].
    public var minimumDatesPerWindow = 3
    /// The longest time without a clear date in which a crop could hide; longer, no crop year is called idle [P].
    public var maximumIdleGap = 75
    /// How many days after the first day of a crop year a series may begin and still cover it, and how many days before the
    /// last day it may end for another use to be told: the longest gap that the curve crosses [P].
    public var startTolerance = 45
  }

  /// What a crop cycle is.
  public struct Cycle: Hashable, Sendable, Codable {
    /// The least NDVI at the peak [P].
    public var minimumPeak = 0.45
    /// The least rise of NDVI before the peak [P].
    public var minimumRise = 0.20
    /// The least fall of NDVI after the peak [P].
    public var minimumFall = 0.20
    /// The least days from onset to end [P].
    public var minimumLength = 50
    /// The most days from onset to end [P].
    public var maximumLength = 200
    /// The share of rise and fall at which a cycle begins and ends; 0.2 is the start and end of season of TIMESAT
    /// (Jönsson and Eklundh 2004, doi:10.1016/j.cageo.2004.05.006).
    public var onsetShare = 0.2
  }

  /// What counts as tillage, flooding and harvest.
  public struct Cultivation: Hashable, Sendable, Codable {
    /// The greatest NDVI of bare soil [P].
    public var bareNDVI = 0.30
    /// The least bare soil index of bare soil [P].
    public var bareBSI = 0.0
    /// Without short-wave infrared: the least redness of bare soil [P].
    public var bareRedness = 0.0
    /// How much greener the parcel was before it became bare [P].
    public var bareFall = 0.20
    /// The most days from green to bare [P].
    public var bareSpan = 120
    /// Flooded where LSWI plus this reaches NDVI (Xiao et al. 2006, doi:10.1016/j.rse.2005.10.004).
    public var floodingOffset = 0.05
    /// How much NDVI rises after a flooding that starts a crop [P].
    public var floodingRise = 0.20
    /// The most days from flooding to that rise [P].
    public var floodingSpan = 60
    /// The least fall of NDVI at a harvest, beyond natural decline [P].
    public var harvestDrop = 0.20
    /// The most days a harvest takes [P].
    public var harvestSpan = 30
    /// The fewest days over which the natural decline before and after a harvest is measured [P].
    public var declineSpan = 15
    /// The most days until a further date confirms that a fall lasts [P].
    public var confirmationSpan = 45
    /// The most days after a cycle in which its harvest and its bare field are looked for [P].
    public var afterCycle = 45
    /// Where frost or drought ends all growth for a season: the days on which low NDVI is no sign of tillage or harvest;
    /// nil where something grows all year [P].
    public var dormantSeason: GrowingWindow?
  }

  /// What idle land looks like.
  public struct Idle: Hashable, Sendable, Codable {
    /// Land is idle only where every fall of NDVI stays below this share of a harvest's; between, it is weak [P]. Measured: a
    /// Flemish field of annual crops falls by 0.18 at most.
    public var clearShareOfHarvest = 0.75
    /// Weedy land: the least low NDVI (10 % quantile) of a crop year [P].
    public var weedyBase = 0.30
    /// Weedy land: the least length of its one broad summer peak [P].
    public var weedyLength = 150
    /// The fewest neighbours for their statistics to count [P].
    public var minimumNeighbours = 5
    /// The z score below which a parcel is less green than its neighbours, or its own history [P].
    public var lowScore = -1.0
    /// The fewest earlier crop years for a parcel's own history (Wallace et al. 2017 use five or more).
    public var minimumHistory = 5
  }

  /// Orchards, trees, ponds and built land on cropland.
  public struct NonGrain: Hashable, Sendable, Codable {
    /// The least share of clear dates that are water, for a pond [P].
    public var pondShare = 0.60
    /// The greatest amplitude of NDVI (90 % less 10 % quantile) over a crop year, for orchards and trees [P].
    public var treeAmplitude = 0.20
    /// The window that is the dry season, by name [P].
    public var drySeason = "winter"
    /// The least mean NDVI in the dry season, for orchards and trees [P].
    public var treeDrySeasonNDVI = 0.45
    /// The least median moisture index, for orchards and trees where there is short-wave infrared [P].
    public var treeMoisture = 0.10
    /// How much the dry season must have become greener than before the conversion [P].
    public var treeRise = 0.05
    /// The greatest NDVI of a crop year, for greenhouses and built land [P].
    public var builtNDVI = 0.30
    /// The least median brightness, for greenhouses and built land [P].
    public var builtBrightness = 0.18
    /// The greatest median redness: roofs and film are greyer than soil [P].
    public var builtRedness = 0.05
    /// The crop years in a row that confirm a conversion [P].
    public var confirmingYears = 1
  }

  /// How crop years become findings.
  public struct Sequence: Hashable, Sendable, Codable {
    /// Adjacent idle crop years that make a candidate: two years in a row (农村土地承包法 64, 基本农田保护条例 18).
    public var candidateYears = 2
    /// Of the `activeWindow` crop years before the first idle one, how many must have been cultivated for a candidate, the last of
    /// them among these; 0 asks for none. Yin et al. 2020 have four of five and `candidateYears` 5.
    public var activeYears = 0
    /// The crop years before the first idle one that `activeYears` counts in.
    public var activeWindow = 5
    /// Idle crop years that make a long abandonment (Crawford et al. 2022, doi:10.1126/sciadv.abm8999).
    public var longYears = 5
    /// Whether one or two cultivated crop years inside a long idle run count as idle (the filters of Crawford et al. 2022).
    public var appliesFilters = true
    /// Cultivated crop years from which the usual number of crops is taken, the latest before the crop year [P].
    public var usualYears = 5
    /// Days of an approved fallow inside a crop year that exempt it [P].
    public var fallowDays = 183
    /// Days of construction inside a crop year that exempt it [P].
    public var constructionDays = 90
    /// Days of flood inside a crop year that exempt it [P].
    public var floodDays = 30
  }
}
