import Testing

@testable import ChangeDetection

/// Expected numbers: zeit-cdts 2.2.0 (`Oracles/segmentation.py`), which is written independently in Rust.
@Suite struct AnnualSegmentationTests {
  /// zeit-cdts has 1 − p in single precision: smaller probabilities are all 0 to it, and of models with 0 it takes the one
  /// with the most vertices. Rounding ours in the same way makes 294 of 297 series and all pixels of the burnt site equal.
  static let resolution = 1.2e-7

  static func segmentation(
    _ expected: SegmentationExpectations.Series
  ) -> AnnualSegmentation? {
    AnnualSegmentation(
      AnnualSeries(firstYear: 1985, values: expected.values), parameters: expected.settings)
  }

  @Test func `damped spikes equal those of zeit-cdts`() throws {
    for expected in try SegmentationExpectations.read().damped {
      var values = expected.values
      var span = values.mutableSpan
      dampSpikes(&span, threshold: expected.threshold)
      for (found, value) in zip(values, expected.damped) {
        #expect((found - value).magnitude < 1e-12, "\(expected.values)")
      }
    }
  }

  @Test
  func
    `vertices of simulated series equal those of zeit-cdts where it can tell probabilities apart`()
    throws
  {
    var (compared, sameYears, sameValues, beyond, sameLoss) = (0, 0, 0, 0, 0)
    for expected in try SegmentationExpectations.read().series {
      guard let found = Self.segmentation(expected) else {
        #expect(expected.values.count { $0 != nil } < expected.settings.minimumObservations)
        continue
      }
      let theirs = zip(expected.years, expected.fitted).map { AnnualVertex(year: $0, value: $1) }
      let losses = zip(theirs, theirs.dropFirst()).map { AnnualSegment(start: $0, end: $1) }
        .filter { $0.change < 0 }
      let loss = losses.min { $0.change < $1.change }
      if loss?.firstYear == found.greatestLoss?.firstYear { sameLoss += 1 }
      compared += 1
      if found.vertices.map(\.year) == expected.years {
        sameYears += 1
        if zip(found.vertices, theirs).allSatisfy({ ($0.value - $1.value).magnitude < 1e-5 }) {
          sameValues += 1
        }
      } else if found.probability < Self.resolution {
        // Where all is rounded to 0 the reference has the more vertices.
        #expect(found.vertices.count <= theirs.count, "\(expected.values)")
        beyond += 1
      }
    }
    #expect(compared == 297)
    // Two others: an end without a value in a curve that is full.
    #expect(sameYears == 251 && beyond == 44)
    // The mean of three flat lines is another one.
    #expect(sameValues >= sameYears - 3)
    #expect(sameLoss >= 292)
  }

  @Test func `a straight loss between two plateaus is told by its four vertices`() throws {
    let values = [0.8, 0.8, 0.8, 0.8, 0.8, 0.6, 0.4, 0.2, 0.2, 0.2, 0.2, 0.2]
    let found = try #require(AnnualSegmentation(AnnualSeries(firstYear: 2001, values: values)))
    #expect(found.vertices.map(\.year) == [2001, 2005, 2008, 2012])
    for (vertex, value) in zip(found.vertices, [0.8, 0.8, 0.2, 0.2]) {
      #expect((vertex.value - value).magnitude < 1e-12)
    }
    let loss = try #require(found.greatestLoss)
    #expect(loss.firstYear == 2006 && loss.years == 3)
    #expect((loss.change + 0.6).magnitude < 1e-12)
    #expect(found.probability < 1e-15 && found.rootMeanSquare < 1e-12)
  }

  @Test func `equal values are a flat line, and too few years are nothing`() throws {
    let flat = try #require(
      AnnualSegmentation(AnnualSeries(firstYear: 2001, values: Array(repeating: 0.3, count: 9))))
    #expect(flat.segments.count == 1 && flat.greatestLoss == nil && flat.probability == 1)
    let few: [Double?] = [0.1, nil, 0.2, 0.3, nil, 0.4, 0.5]
    #expect(AnnualSegmentation(AnnualSeries(firstYear: 2001, values: few)) == nil)
    #expect(AnnualSegmentation(AnnualSeries(firstYear: 2001, values: [])) == nil)
  }

  @Test func `years without a value at the ends continue the nearest one`() throws {
    let values: [Double?] = [nil, nil, 0.8, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, nil]
    let found = try #require(AnnualSegmentation(AnnualSeries(firstYear: 2001, values: values)))
    #expect(found.vertices.first == AnnualVertex(year: 2001, value: found.vertices[1].value))
    #expect(found.greatestLoss?.firstYear == 2004)
    #expect(found.vertices.last?.year == 2013)
    #expect(found.observations == 10)
  }

  @Test func `a recovery within one year is no segment unless it is allowed`() throws {
    let values = [0.8, 0.81, 0.8, 0.79, 0.8, 0.3, 0.31, 0.3, 0.29, 0.55, 0.56, 0.54, 0.55, 0.55]
    let series = AnnualSeries(firstYear: 2001, values: values)
    var parameters = SegmentationParameters()
    parameters.recoveryThreshold = 1
    let without = try #require(AnnualSegmentation(series, parameters: parameters))
    #expect(without.segments.allSatisfy { $0.change <= 0 || $0.years > 1 })
    parameters.preventsOneYearRecovery = false
    let with = try #require(AnnualSegmentation(series, parameters: parameters))
    #expect(with.segments.contains { $0.change > 0.2 && $0.years == 1 })
  }

  @Test func `a workspace that was used before changes nothing`() throws {
    var workspace = SegmentationWorkspace(count: 1)
    for expected in try SegmentationExpectations.read().series.prefix(60) {
      let series = AnnualSeries(firstYear: 1985, values: expected.values)
      let again = AnnualSegmentation(
        series, parameters: expected.settings, workspace: &workspace)
      #expect(again == Self.segmentation(expected))
    }
  }
}
