import Testing

@testable import ChangeDetection

/// Expected numbers: zeit-cdts 2.2.0 (`Oracles/segmentation.py`), which is written independently in Rust.
@Suite struct AnnualSegmentationTests {
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

  @Test func `vertices of simulated series equal those of zeit-cdts`() throws {
    let all = try SegmentationExpectations.read().series
    var (compared, sameYears, sameValues) = (0, 0, 0)
    for expected in all {
      let segmentation = AnnualSegmentation(
        AnnualSeries(firstYear: 1985, values: expected.values), parameters: expected.settings)
      guard let found = segmentation else {
        #expect(expected.values.count { $0 != nil } < expected.settings.minimumObservations)
        continue
      }
      compared += 1
      guard found.vertices.map(\.year) == expected.years else {
        print("DIFF", found.vertices.map(\.year), expected.years, expected.settings, found.probability, expected.values.map { $0 ?? .nan }, separator: "|")
        continue
      }
      sameYears += 1
      let isSame = zip(found.vertices, expected.fitted).allSatisfy {
        ($0.value - $1).magnitude < 1e-5
      }
      if isSame { sameValues += 1 }
    }
    print("same years \(sameYears), same values \(sameValues) of \(compared)")
    #expect(sameYears == compared)
  }
}
