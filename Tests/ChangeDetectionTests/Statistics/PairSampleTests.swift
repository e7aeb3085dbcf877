import Diagnostics
import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct PairSampleTests {
  private func distribution(of values: [Float]) throws -> Distribution {
    let zero = [Float](repeating: 0, count: values.count)
    let scaling = BandScaling(offset: 0, unit: 1)
    var sample = PairSample(of: [.bandDifference(.red)])
    let usable = [UInt8](repeating: 1, count: values.count)
    sample.add(
      before: StackFactory.stack([(.red, zero)], scaling: scaling, width: values.count),
      after: StackFactory.stack([(.red, values)], scaling: scaling, width: values.count),
      usable: usable.span)
    return try sample.statistics().distribution(of: .bandDifference(.red))
  }

  // Median and deviation of the sorted values themselves; bins are narrower than 1/128 of a value.
  @Test(arguments: [Float(0.001), 1, 3000])
  func `median and deviation of real numbers are right within the width of a bin`(unit: Float)
    throws
  {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<20_001).map { _ in
      unit
        * (Float.random(in: -1...1, using: &generator) + Float.random(in: -1...2, using: &generator))
    }
    let found = try distribution(of: values)
    let median = values.sorted()[10_000]
    let deviation = values.map { abs($0 - median) }.sorted()[10_000]
    #expect(found.count == values.count)
    #expect(abs(found.median - Double(median)) <= Double(unit) * 0.005)
    #expect(abs(found.medianAbsoluteDeviation - Double(deviation)) <= Double(deviation) * 0.01)
    #expect(abs(found.quantile(0.9) - Double(values.sorted()[18_000])) <= Double(unit) * 0.01)
  }

  @Test func `a constant difference has its value as median and almost no deviation`() throws {
    let found = try distribution(of: [Float](repeating: -0.25, count: 100))
    #expect(found.median >= -0.25 - 0.002 && found.median <= -0.25 + 0.002)
    #expect(found.medianAbsoluteDeviation < 0.001)
  }

  @Test func `stored index values are counted one by one`() throws {
    // NDVI before 0; after −0.2, 0, 0.2, 0.2, 0.4 with a total of 10000.
    let before = StackFactory.stack(
      [(.nir, [5000, 5000, 5000, 5000, 5000]), (.red, [5000, 5000, 5000, 5000, 5000])], width: 5)
    let after = StackFactory.stack(
      [(.nir, [4000, 5000, 6000, 6000, 7000]), (.red, [6000, 5000, 4000, 4000, 3000])], width: 5)
    var sample = PairSample(of: [
      .indexDifference(.ndvi), .index(.ndvi, .after), .index(.ndvi, .before),
    ])
    let usable: [UInt8] = [1, 1, 1, 1, 1]
    sample.add(before: before, after: after, usable: usable.span)
    let statistics = try sample.statistics()
    let difference = statistics.distribution(of: .indexDifference(.ndvi))
    #expect(abs(difference.median - 2000) <= 0.5)
    #expect(abs(difference.medianAbsoluteDeviation - 2000) <= 0.5)
    #expect(abs(statistics.distribution(of: .index(.ndvi, .after)).quantile(1) - 4000) <= 0.5)
    #expect(abs(statistics.distribution(of: .index(.ndvi, .before)).median) <= 0.5)
  }

  @Test func `pixels that are unusable or without data are not counted`() throws {
    let before = StackFactory.stack([(.red, [1000, 1000, 1000, .nan])], width: 4)
    let after = StackFactory.stack([(.red, [1500, 9000, .nan, 1500])], width: 4)
    var sample = PairSample(of: [.bandDifference(.red)])
    let usable: [UInt8] = [1, 0, 1, 1]
    sample.add(before: before, after: after, usable: usable.span)
    let found = try sample.statistics().distribution(of: .bandDifference(.red))
    #expect(found.count == 1)
    #expect(abs(found.median - 0.05) < 0.0005)
  }

  @Test func `the order in which blocks are added and merged does not matter`() throws {
    var generator = SeededGenerator(seed: 17)
    func plane() -> [Float] { (0..<600).map { _ in Float.random(in: 0...5000, using: &generator) } }
    let before = StackFactory.stack([(.nir, plane()), (.red, plane())], width: 30)
    let after = StackFactory.stack([(.nir, plane()), (.red, plane())], width: 30)
    let usable = [UInt8](repeating: 1, count: 600)
    let quantities: [PairQuantity] = [.bandDifference(.red), .indexDifference(.ndvi)]
    var whole = PairSample(of: quantities)
    whole.add(before: before, after: after, usable: usable.span)

    var merged = PairSample(of: quantities)
    for rows in [(12, 8), (0, 5), (5, 7)] {
      var part = PairSample(of: quantities)
      let window = Window(column: 0, row: rows.0, width: 30, height: rows.1)
      let mask = [UInt8](repeating: 1, count: window.pixelCount)
      part.add(
        before: StackFactory.crop(before, window), after: StackFactory.crop(after, window),
        usable: mask.span)
      merged.merge(part)
    }
    for quantity in quantities {
      let one = try whole.statistics().distribution(of: quantity)
      let other = try merged.statistics().distribution(of: quantity)
      #expect(one == other)
    }
  }

  @Test func `a sample without a usable pixel is refused`() {
    let sample = PairSample(of: [.bandDifference(.red)])
    var code: TiankanError.Code?
    do { _ = try sample.statistics() } catch { code = error.code }
    #expect(code == .empty)
  }

  @Test func `the bins of real numbers cover the line without gap or overlap`() {
    let edges = (32_768 - 32_640...32_768 + 32_640).map { HistogramBins.real.lowerEdge($0) }
    for (low, high) in zip(edges, edges.dropFirst()) {
      #expect(low < high || (low == 0 && high == 0))
    }
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<1000 {
      let value = Float.random(in: -10...10, using: &generator)
      let bin = realBin(value)
      #expect(HistogramBins.real.lowerEdge(bin) <= Double(value))
      #expect(HistogramBins.real.lowerEdge(bin + 1) >= Double(value))
    }
  }
}
