public import Imagery

/// What the abandonment detector says of one parcel.
public struct FarmlandFinding: Hashable, Sendable {
  /// The parcel's identifier.
  public var unit: String
  /// The effective pure pixels.
  public var purePixels: Int
  /// The finding at the end of the series.
  public var code: FarmlandFindingCode
  /// How sure an abandonment or a conversion is; nil for other findings, `ended` for recultivated land.
  public var state: IdleEpisode.State?
  /// The first day of an abandonment or conversion.
  public var firstDate: CalendarDate?
  /// The day on which it was confirmed.
  public var confirmedDate: CalendarDate?
  /// The day on which it ended.
  public var endedDate: CalendarDate?
  /// The end of the last crop seen.
  public var lastCultivated: CalendarDate?
  /// Every crop year from the first observation to the last watched day.
  public var years: [CropYearResult]
  /// Every run of idle crop years, by time.
  public var episodes: [IdleEpisode]
  /// The dates left out by the outlier test.
  public var outliers: [SeriesOutlier]
  /// The tests on the whole series; those of a crop year are in `years`.
  public var tests: [DetectorTest]
  /// The smallest score of the crop years that made the finding, 0 to 1; not calibrated (未校准).
  public var score: Double

  /// The share of complete crop years that were decided; nil where none is complete.
  public var decidedShare: Double? {
    let complete = years.filter { $0.observed != .pending }
    guard !complete.isEmpty else { return nil }
    let decided = complete.count { $0.observed.isDecided }
    return Double(decided) / Double(complete.count)
  }
}
