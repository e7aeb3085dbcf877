import Supervision
import Testing

@Suite struct FieldPrecisionTests {
  // scipy.stats.binomtest(k, n).proportion_ci(method="wilson"), SciPy 1.16.
  @Test(arguments: [
    (8, 10, 0.490_162_471_536_641_8, 0.943_317_848_545_624_8),
    (0, 5, 0, 0.434_482_464_783_174_76), (5, 5, 0.565_517_535_216_825_1, 1),
    (1, 1, 0.206_549_314_377_237_45, 1),
    (37, 50, 0.604_468_427_351_511_5, 0.841_284_725_064_476_2),
    (99, 1000, 0.081_995_441_368_665_38, 0.119_073_618_936_749_84),
  ]) func `the interval is Wilson's`(found: Int, count: Int, lower: Double, upper: Double) throws {
    let interval = try #require(ProportionInterval(successes: found, of: count))
    #expect(abs(interval.lower - lower) < 1e-12)
    #expect(abs(interval.upper - upper) < 1e-12)
    #expect(interval.share == Double(found) / Double(count))
    #expect(interval.upper > interval.lower)
  }

  @Test func `nothing is said of no cases`() {
    #expect(ProportionInterval(successes: 0, of: 0) == nil)
    #expect(ProportionInterval(successes: 2, of: 1) == nil)
    #expect(FieldPrecision([]).interval == nil)
    #expect(FieldPrecision([.undecided, .undecided]).interval == nil)
  }

  @Test func `what could not be told does not count`() {
    let precision = FieldPrecision([.present, .absent, .present, .undecided])
    #expect(precision.interval == ProportionInterval(successes: 2, of: 3))
    #expect(precision.undecided == 1)
  }
}
