import Imagery
import Testing

@testable import ChangeDetection

@Suite struct SurpriseSampleTests {
  @Test func `the sample does not depend on the order of its parts`() throws {
    let pair = SimulatedPair(.nothing)
    let parts = [
      Window(column: 0, row: 0, width: 100, height: 192),
      Window(column: 100, row: 0, width: 92, height: 192),
    ]
    func drawn(_ order: [Int]) -> [[Float]] {
      var whole = SurpriseSample(of: SimulatedPair.side * SimulatedPair.side)
      for part in order {
        var sample = SurpriseSample(of: SimulatedPair.side * SimulatedPair.side)
        let before = pair.stack(.before, parts[part])
        var after = pair.stack(.after, parts[part])
        sample.add(
          aligning: PixelShift(), before: before.stack, after: &after.stack, usable: &after.usable,
          beforeUsable: before.usable.samples,
          core: Window(column: 0, row: 0, width: parts[part].width, height: 192),
          row: 0, column: parts[part].column)
        whole.merge(sample)
      }
      whole.finish()
      #expect(whole.count == SurpriseModel.sampleSize)
      return whole.visible(.after)
    }
    #expect(drawn([0, 1]) == drawn([1, 0]))
  }

  @Test func `thresholds follow the quantile of the scores`() {
    var histogram = ScoreHistogram()
    for step in 0..<1000 { histogram.add(Float(step) * 0.01) }
    // 980 of 1000 numbers lie below 9.8; a bin is 1/64 wide.
    #expect(abs(histogram.quantile(0.98) - 9.8) < 1.0 / 64)
  }
}
