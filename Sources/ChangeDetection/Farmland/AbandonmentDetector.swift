import Imagery

/// Finds farmland that lies idle (撂荒), and cropland that turned into trees or ponds (非粮化), from a parcel's series.
///
/// Each crop year is judged by its crop cycles, tillage, flooding and harvest; the sequence of crop years gives the finding.
/// Positive evidence of farming and missing evidence are kept apart: too few clear dates make a crop year undecidable,
/// never idle. Time O(n log n) in the observations, memory O(n). Rules and sources: docs/algorithms.md, Abandonment.
public struct AbandonmentDetector: Detector {
  /// Rules, version 2.
  public static let ruleSet = "abandonment-2"

  /// The constants of the rules.
  public let parameters: AbandonmentParameters

  /// Creates a detector.
  public init(parameters: AbandonmentParameters = AbandonmentParameters()) {
    self.parameters = parameters
  }

  /// Examines a parcel up to its last watched day.
  public func examine(_ subject: FarmlandParcel) -> FarmlandFinding {
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
    let series = ParcelSeries(
      subject.series, until: subject.until, parameters: parameters.preparation)
    finding.outliers = series.outliers
    finding.years = CropYearExaminer(subject: subject, series: series, parameters: parameters)
      .examineAll()
    CropYearSequence(parameters: parameters).conclude(&finding)
    return finding
  }
}
