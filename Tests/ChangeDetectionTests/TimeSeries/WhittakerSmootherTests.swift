import ChangeDetection
import TestSupport
import Testing

struct WhittakerSmootherTests {
  @Test(arguments: whittakerExpectations)
  func `the curve equals a dense least-squares solution by numpy`(
    _ expectation: WhittakerExpectation
  ) {
    let smoother = WhittakerSmoother(
      step: expectation.step, roughness: expectation.roughness)
    let curve = smoother.smooth(
      days: expectation.days, values: expectation.values, weights: expectation.weights)
    #expect(curve.map(\.day) == expectation.expected.map(\.day))
    for (point, expected) in zip(curve, expectation.expected) {
      #expect(abs(point.value - expected.value) < 1e-9, "day \(point.day)")
    }
  }

  @Test func `values on a straight line come back exactly at any dates`() {
    // A line has no second difference, so it is the minimiser for every λ.
    var generator = SeededGenerator(seed: 7)
    var day = 18_000
    var days: [Int] = []
    for _ in 0..<60 {
      day += Int.random(in: 1...23, using: &generator)
      days.append(day)
    }
    let values = days.map { 0.1 + 0.0004 * Double($0 - 18_000) }
    let curve = WhittakerSmoother(roughness: 40)
      .smooth(days: days, values: values, weights: days.map { _ in 1 })
    for point in curve {
      #expect(abs(point.value - (0.1 + 0.0004 * Double(point.day - 18_000))) < 1e-9)
    }
  }

  @Test func `observations of a single day give their weighted mean`() {
    let curve = WhittakerSmoother().smooth(
      days: [20_001, 20_001], values: [0.2, 0.8], weights: [3, 1])
    #expect(curve.map(\.day) == [20_000, 20_010])
    #expect(curve.allSatisfy { abs($0.value - 0.35) < 1e-12 })
  }

  @Test func `no observation gives no curve`() {
    #expect(WhittakerSmoother().smooth(days: [], values: [], weights: []).isEmpty)
  }

  @Test func `the grid does not move when the series begins earlier`() {
    let smoother = WhittakerSmoother()
    let late = smoother.smooth(days: [105, 140], values: [0, 1], weights: [1, 1]).map(\.day)
    let early = smoother.smooth(days: [93, 105, 140], values: [0, 0, 1], weights: [1, 1, 1])
    #expect(Set(late).isSubset(of: Set(early.map(\.day))))
  }
}
