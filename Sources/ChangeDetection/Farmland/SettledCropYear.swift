public import Imagery

/// A crop year that nothing seen later can change, with what the sequence of crop years needs of it.
///
/// Its tests and dates are left out: they are in the results that were stored when it was examined.
public struct SettledCropYear: Hashable, Sendable {
  /// The crop year.
  public var year: CropYear
  /// The verdict after exemptions, before the filters over years.
  public var verdict: CropYearVerdict
  /// The verdict of the observations alone.
  public var observed: CropYearVerdict
  /// Whether a complete crop was seen.
  public var cultivationSeen: Bool
  /// The last day of each crop, by time of its peak.
  public var cropEnds: [CalendarDate]
  /// The usual number of crops, from the cultivated crop years before.
  public var usualCycles: Int?
  /// The first observation near the last day.
  public var coveredFrom: CalendarDate?
  /// The mean of the smoothed NDVI over the crop year.
  public var meanNDVI: Double?
  /// The mean of the smoothed NDVI over the dry season.
  public var drySeasonNDVI: Double?
  /// How sure the verdict is, 0 to 1.
  public var score: Double

  /// Creates a settled crop year.
  public init(
    year: CropYear, verdict: CropYearVerdict, observed: CropYearVerdict, cultivationSeen: Bool,
    cropEnds: [CalendarDate], usualCycles: Int?, coveredFrom: CalendarDate?, meanNDVI: Double?,
    drySeasonNDVI: Double?, score: Double
  ) {
    self.year = year
    self.verdict = verdict
    self.observed = observed
    self.cultivationSeen = cultivationSeen
    self.cropEnds = cropEnds
    self.usualCycles = usualCycles
    self.coveredFrom = coveredFrom
    self.meanNDVI = meanNDVI
    self.drySeasonNDVI = drySeasonNDVI
    self.score = score
  }

  /// What stays of a result.
  init(_ result: CropYearResult) {
    self.init(
      year: result.year,
      // Only cultivated crop years are ever filtered.
      verdict: result.isFiltered ? .cultivated : result.verdict, observed: result.observed,
      cultivationSeen: result.cultivationSeen, cropEnds: result.cycles.map(\.end),
      usualCycles: result.usualCycles, coveredFrom: result.coveredFrom,
      meanNDVI: result.meanNDVI, drySeasonNDVI: result.drySeasonNDVI, score: result.score)
  }
}

extension CropYearResult {
  /// A settled crop year among the ones that are examined; without tests.
  init(_ settled: SettledCropYear) {
    self.init(
      year: settled.year, verdict: settled.verdict, observed: settled.observed, exemption: nil,
      cultivationSeen: settled.cultivationSeen,
      humps: settled.cropEnds.map {
        // The sequence asks for the number of crops and for their last days only.
        CropCycle(
          onset: $0, peak: $0, end: $0, peakNDVI: 0, rise: 0, fall: 0, isCrop: true, window: "")
      }, usualCycles: settled.usualCycles, clearDates: 0, coveredFrom: settled.coveredFrom,
      platforms: [], form: .vegetationOnly, meanNDVI: settled.meanNDVI,
      drySeasonNDVI: settled.drySeasonNDVI, tests: [], score: settled.score)
  }
}

extension AbandonmentParameters {
  /// The last day whose observations can change what is said of a crop year.
  public func settlingDate(of year: CropYear) -> CalendarDate {
    CalendarDate(
      dayNumber: calendar.closingDate(of: year).dayNumber + preparation.settlingTime)
  }

  /// The first crop year that observations of a day or later can change.
  public func firstOpenYear(on day: CalendarDate) -> CropYear {
    var year = calendar.cropYear(containing: day)
    while settlingDate(of: year.previous) >= day { year = year.previous }
    return year
  }
}

extension AbandonmentDetector {
  /// What stays of a finding's crop years before one of them.
  public func settledYears(of finding: FarmlandFinding, before open: CropYear) -> [SettledCropYear]
  {
    finding.years.filter { $0.year < open }.map { SettledCropYear($0) }
  }

  /// Whether the settled crop years alone do not tell the whole: where one of the latest was no crop year of cultivation, a clue
  /// lists its tests and dates, and a filter over years may still change what is said of it.
  public func needsHistory(_ settled: [SettledCropYear]) -> Bool {
    // The longest filter spans eight crop years.
    settled.suffix(8).contains { $0.verdict.isIdle }
  }
}
