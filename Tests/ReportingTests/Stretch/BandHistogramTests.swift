import Reporting
import Testing

@Suite struct BandHistogramTests {
  @Test func `percentiles are the values that numpy's inverted_cdf gives`() {
    // numpy.percentile((numpy.arange(1000) * 37 % 1000), [2, 50, 98], method="inverted_cdf") = 19, 499, 979
    let values = (0..<1000).map { Float($0 * 37 % 1000) }
    var histogram = BandHistogram(range: 0...999)
    histogram.add(values.span, offset: 0, unit: 1)
    let classWidth: Float = 999 / 65_535
    for (percent, expected) in [(2, 19), (50, 499), (98, 979)] as [(Int64, Float)] {
      let found = histogram.quantile(percent: percent) ?? -1
      #expect(abs(found - expected) <= classWidth)
    }
  }

  @Test func `the order of blocks does not matter`() {
    let values = (0..<10_000).map { Float(($0 * 7919) % 10_007) * 0.37 }
    var forward = BandHistogram(range: 0...3703)
    forward.add(values.span, offset: 0, unit: 1)
    var blocks = BandHistogram(range: 0...3703)
    for start in stride(from: 9000, through: 0, by: -1000) {
      blocks.add(values.span.extracting(start..<start + 1000), offset: 0, unit: 1)
    }
    #expect(forward == blocks)
  }

  @Test func `no data and infinities are not counted`() {
    let values: [Float] = [.nan, 1, .infinity, 2, -.infinity]
    var histogram = BandHistogram(range: 1...2)
    histogram.add(values.span, offset: 0, unit: 1)
    #expect(histogram.total == 2)
  }

  @Test func `an empty histogram has no percentile`() {
    #expect(BandHistogram(range: 0...1).quantile(percent: 50) == nil)
  }
}
