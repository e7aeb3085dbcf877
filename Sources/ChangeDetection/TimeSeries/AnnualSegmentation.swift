/// A yearly index told in few straight segments (LandTrendr), for the background of ten years and more before and beside
/// what the observations of single days show.
///
/// Use it for an index that falls where vegetation is lost (NBR, NDVI, cover); turn the sign of others before. Days are beyond it: a change is
/// dated by year, and values of one year within it move the vertices. Method and sources: `docs/algorithms.md`, "Annual segmentation".
public struct AnnualSegmentation: Hashable, Sendable {
  /// The vertices by ascending year; the first and the last year of the series are always among them.
  public var vertices: [AnnualVertex]
  /// The probability of an F as large if there were nothing but noise; 0 below 10⁻¹⁷, 1 for a flat line.
  public var probability: Double
  /// The square root of the mean squared distance of the years with a value from the segments.
  public var rootMeanSquare: Double
  /// The years with a value.
  public var observations: Int

  /// Segments a series; nil where it has fewer years with a value than the settings ask for, or than three.
  ///
  /// - Complexity: O(years × vertices²): some microseconds for 40 years.
  public init?(
    _ series: AnnualSeries, parameters: SegmentationParameters = SegmentationParameters()
  ) {
    var workspace = SegmentationWorkspace(count: series.values.count)
    self.init(series, parameters: parameters, workspace: &workspace)
  }

  /// Segments a series with memory that is used again.
  public init?(
    _ series: AnnualSeries, parameters: SegmentationParameters,
    workspace: inout SegmentationWorkspace
  ) {
    let values = series.values.map { $0 ?? .nan }
    var curve = SegmentedCurve(years: values.count)
    guard segmentSeries(values.span, parameters, &workspace, into: &curve) else { return nil }
    vertices = (0..<curve.count).map {
      AnnualVertex(year: series.firstYear + curve.year($0), value: curve.value($0))
    }
    probability = NormalDistribution.exponential(minus: -curve.logProbability)
    rootMeanSquare = curve.meanSquare.squareRoot()
    observations = series.values.count { $0 != nil }
  }

  /// The segments by ascending year.
  public var segments: [AnnualSegment] {
    zip(vertices, vertices.dropFirst()).map { AnnualSegment(start: $0, end: $1) }
  }

  /// The segment with the greatest loss, the earliest of several; nil where the index never falls.
  public var greatestLoss: AnnualSegment? {
    var found: AnnualSegment?
    for segment in segments where segment.change < (found?.change ?? 0) { found = segment }
    return found
  }
}
