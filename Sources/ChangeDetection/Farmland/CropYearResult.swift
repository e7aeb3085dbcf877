public import Imagery

/// What one crop year showed of a parcel, with the numbers of every test.
public struct CropYearResult: Hashable, Sendable {
  /// The crop year.
  public var year: CropYear
  /// The verdict after exemptions and filters.
  public var verdict: CropYearVerdict
  /// The verdict of the observations alone.
  public var observed: CropYearVerdict
  /// The exemption that explains an idle crop year.
  public var exemption: FarmlandExemption?
  /// Whether a filter over years (Crawford et al. 2022) made this cultivated crop year count as idle.
  public var isFiltered = false
  /// Whether a complete crop was seen, also in crop years that are pending or have too few dates.
  public var cultivationSeen: Bool
  /// Every rise and fall whose peak lies in the crop year, by time; a crop where it meets every test of one.
  public var humps: [CropCycle]
  /// The usual number of crops, from the cultivated crop years before; nil for the first.
  public var usualCycles: Int?
  /// The clear dates that counted.
  public var clearDates: Int
  /// The first observation near the last day, from which on the crop year is seen to its end; nil before.
  public var coveredFrom: CalendarDate?
  /// The clear dates by satellite, by name.
  public var platforms: [PlatformCount]
  /// The form of the tests that the bands allowed.
  public var form: EvidenceForm
  /// The mean of the smoothed NDVI over the crop year: what neighbours are compared by; nil without a curve.
  public var meanNDVI: Double?
  /// The mean of the smoothed NDVI over the dry season.
  public var drySeasonNDVI: Double?
  /// Every test with its numbers.
  public var tests: [DetectorTest]
  /// How far the decision lies from its thresholds and how much was seen, 0 to 1; not calibrated (未校准).
  public var score: Double

  /// The crops whose peak lies in the crop year, by time.
  public var cycles: [CropCycle] { humps.filter(\.isCrop) }

  /// Crops missing against the usual number, where the crop year was cultivated (季节性闲置); 0 elsewhere.
  public var lostSeasons: Int {
    guard verdict == .cultivated, let usualCycles else { return 0 }
    return max(0, usualCycles - cycles.count)
  }
}

/// How many clear dates a satellite gave.
public struct PlatformCount: Hashable, Sendable {
  /// The satellite; empty where unknown.
  public var platform: String
  /// The clear dates.
  public var dates: Int

  /// Creates a count.
  public init(platform: String, dates: Int) {
    self.platform = platform
    self.dates = dates
  }
}
