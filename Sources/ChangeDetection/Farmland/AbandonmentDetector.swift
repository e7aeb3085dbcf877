import Imagery

/// Finds farmland that lies idle (撂荒), and cropland that turned into trees or ponds (非粮化), from a parcel's series.
///
/// Each crop year is judged by its crop cycles, tillage, flooding and harvest; the sequence of crop years gives the finding.
/// Positive evidence of farming and missing evidence are kept apart: too few clear dates make a crop year undecidable,
/// never idle. A crop year is judged by the observations from the first day of the crop year before to some months after its
/// closing date (`settlingTime`), so that it is settled then, whatever is seen later. Time O(n log n) in the observations,
/// memory O(n). Rules and sources: docs/algorithms.md, Abandonment.
public struct AbandonmentDetector: Detector {
  /// Rules, version 3: a crop year has a window of its own, a harvest is measured to the level that follows, and one that
  /// clouds may hide keeps land from being called idle.
  public static let ruleSet = "abandonment-3"

  /// The constants of the rules.
  public let parameters: AbandonmentParameters

  /// Creates a detector.
  public init(parameters: AbandonmentParameters = AbandonmentParameters()) {
    self.parameters = parameters
  }

  /// Examines a parcel up to its last watched day.
  public func examine(_ subject: FarmlandParcel) -> FarmlandFinding { examine(subject, after: []) }

  /// Examines a parcel whose earlier crop years are settled: with the observations from `firstDay(after:)` on, the finding is
  /// that of all observations, but for the tests and dates of the settled crop years.
  ///
  /// - Parameters:
  ///   - subject: The parcel, with at least the observations from the first day of the last settled crop year on.
  ///   - settled: What `settledYears` gave of an earlier examination: all crop years before the ones that are examined.
  public func examine(
    _ subject: FarmlandParcel, after settled: [SettledCropYear]
  ) -> FarmlandFinding {
    var finding = FarmlandFinding(
      unit: subject.series.unit, purePixels: subject.series.purePixels, code: .undecidable,
      years: [], episodes: [], outliers: [], tests: [], score: 0)
    let pixels = DetectorTest(
      "pure_pixels", Double(subject.series.purePixels), .atLeast,
      Double(parameters.gate.minimumPurePixels))
    finding.tests.append(pixels)
    guard subject.landClass.isEmpty || subject.landClass.hasPrefix("01") else {
      finding.code = .notCropland
      return finding
    }
    guard pixels.isMet == true else {
      finding.code = .tooSmall
      return finding
    }
    examineYears(of: subject, after: settled, into: &finding)
    CropYearSequence(parameters: parameters).conclude(&finding)
    return finding
  }

  private func examineYears(
    of subject: FarmlandParcel, after settled: [SettledCropYear],
    into finding: inout FarmlandFinding
  ) {
    finding.years = settled.map { CropYearResult($0) }
    let dates = ParcelSeries.onePerDay(
      subject.series.observations, until: subject.until, parameters: parameters.preparation)
    guard
      var year = settled.last?.year.next
        ?? dates.first.map({ parameters.calendar.cropYear(containing: $0.date) })
    else { return }
    let begin = settled.first?.year.firstDay ?? dates.first?.date ?? year.firstDay
    while year.firstDay <= subject.until {
      let window = year.previous.firstDay...parameters.settlingDate(of: year)
      let series = ParcelSeries(
        dates.lazy.filter { window.contains($0.date) }, parameters: parameters.preparation)
      finding.years.append(
        CropYearExaminer(subject: subject, series: series, begin: begin, parameters: parameters)
          .examine(year, history: finding.years))
      let isLast = year.next.firstDay > subject.until
      finding.outliers += series.outliers.filter {
        year.days.contains($0.date) || isLast && $0.date > year.lastDay
      }
      year = year.next
    }
  }
}
