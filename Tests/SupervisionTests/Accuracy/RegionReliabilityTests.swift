import Supervision
import TestSupport
import Testing

struct RegionReliabilityTests {
  @Test func `outcomes that fall are pooled to their mean`() {
    // The example of Ayer et al. 1955 in small: 1 3 2 4 3 5 with equal weights becomes 1 2.5 2.5 3.5 3.5 5.
    let outcomes = [1.0, 3, 2, 4, 3, 5]
    let curve = IsotonicCurve(
      outcomes.enumerated().map { (score: Double($0.offset), outcome: $0.element) })
    #expect((0..<6).map { curve.value(at: Double($0)) } == [1, 2.5, 2.5, 3.5, 3.5, 5])
    #expect(curve.value(at: -1) == 1)
    #expect(curve.value(at: 9) == 5)
    #expect(curve.value(at: 2.5) == 2.5)
  }

  @Test func `equal scores share a step, and a falling row becomes one`() {
    let curve = IsotonicCurve([(2, 0), (1, 1), (1, 0), (2, 0)])
    #expect(curve.values == [0.25])
    #expect(IsotonicCurve([]).value(at: 1) == 0)
  }

  /// Two regions of 100 clues: of the scores 0 to 3 each region has 25, of which 0, 5, 20 and 25 are true.
  private func objects(_ regions: [String] = ["A", "B"]) -> [RegionReliability.Object] {
    regions.flatMap { region in
      [0, 5, 20, 25].enumerated().flatMap { score, present in
        (0..<25).map {
          RegionReliability.Object(
            region: region, score: Double(score), isPresent: $0 < present)
        }
      }
    }
  }

  @Test func `regions that resemble each other have told what is found`() throws {
    let reliability = try #require(RegionReliability(objects()))
    #expect(reliability.count == 200)
    // Probabilities 0, 0.2, 0.8 and 1 of the other region are those of this one.
    #expect(reliability.bins.map(\.predicted).map { ($0 * 1000).rounded() } == [0, 200, 900])
    #expect(reliability.bins.map(\.observed.successes) == [0, 10, 90])
    #expect(reliability.bins.map(\.observed.count) == [50, 50, 100])
    // Brier: 0.2·0.8 for half of the clues; one probability for all, 0.5: 0.25.
    #expect(abs(reliability.brierScore - 0.08) < 1e-12)
    #expect(abs(reliability.referenceScore - 0.25) < 1e-12)
  }

  @Test func `fewer than 200 labelled clues, or one region, give no probability`() {
    #expect(RegionReliability(Array(objects().dropLast())) == nil)
    #expect(RegionReliability(objects(["A", "A"])) == nil)
  }
}
