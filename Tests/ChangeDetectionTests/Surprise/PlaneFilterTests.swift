import Imagery
import Testing

@testable import ChangeDetection

@Suite struct PlaneFilterTests {
  private func raster(_ expected: SurpriseExpectations) -> Raster<Float> {
    raster(expected.plane, width: expected.width)
  }

  private func raster(_ numbers: [Float], width: Int) -> Raster<Float> {
    var plane = Raster<Float>(width: width, height: numbers.count / width)
    var view = plane.mutableSamples
    for i in view.indices { view[i] = numbers[i] }
    return plane
  }

  @Test func `the guided filter is that of NumPy's solutions`() throws {
    let expected = try SurpriseExpectations.load()
    var plane = raster(expected)
    let first = raster(expected.guides[0], width: expected.width)
    let second = raster(expected.guides[1], width: expected.width)
    var work = Raster<Float>(width: 0, height: 0)
    var filter = GuidedFilter()
    filter.smooth(
      &plane, in: ActiveCells(width: plane.width, height: plane.height), along: first, second,
      edgeVariance: expected.penalty, work: &work)
    for i in expected.guided.indices {
      #expect(abs(plane.samples[i] - expected.guided[i]) < 1e-4, "\(i)")
    }
  }

  // More rows than are filtered at once.
  @Test func `the guided filter does not depend on where a plane begins`() {
    let (width, height) = (23, 150)
    func number(_ row: Int, _ column: Int, _ seed: UInt64) -> Float {
      var random = SplitMix64(state: seed << 32 | UInt64(row * width + column))
      return Float(random.next() >> 40) / 0x1p22 - 2
    }
    func smoothed(from top: Int) -> [Float] {
      func plane(_ seed: UInt64) -> Raster<Float> {
        raster(
          (top..<height).flatMap { row in (0..<width).map { number(row, $0, seed) } }, width: width)
      }
      var scores = plane(1)
      let first = plane(2)
      let second = plane(3)
      var work = Raster<Float>(width: 0, height: 0)
      var filter = GuidedFilter()
      filter.smooth(
        &scores, in: ActiveCells(width: scores.width, height: scores.height), along: first, second,
        edgeVariance: 0.3, work: &work)
      return scores.samples.array
    }
    let far = (17 + GuidedFilter.reach) * width
    #expect(smoothed(from: 0).dropFirst(far) == smoothed(from: 17).dropFirst(far - 17 * width))
  }

  @Test func `the median of 25 is SciPy's`() throws {
    let expected = try SurpriseExpectations.load()
    let plane = raster(expected)
    var work = Raster<Float>(width: 0, height: 0)
    var found = Raster<Float>(width: 0, height: 0)
    var screen = MedianScreen()
    screen.openAll(width: plane.width, height: plane.height)
    medianOfFive(plane, open: screen.open, work: &work, into: &found)
    #expect(found.samples.array == expected.median)
  }

  @Test func `Gaussians and the plain mean are SciPy's`() throws {
    let expected = try SurpriseExpectations.load()
    let means = expected.gaussians.merging(["mean": expected.surroundings]) { one, _ in one }
    for (name, kernel) in [
      ("1", SmoothingKernel.one), ("2", .two), ("mean", .surroundings),
    ] {
      var plane = raster(expected)
      var work = Raster<Float>(width: 0, height: 0)
      kernel.smooth(&plane, work: &work)
      let values = try #require(means[name])
      for i in values.indices { #expect(abs(plane.samples[i] - values[i]) < 1e-5, "\(name) \(i)") }
    }
  }

  // Inside, where no tap is repeated at an edge.
  @Test func `shifting is cubic convolution`() throws {
    let expected = try SurpriseExpectations.load()
    let width = expected.width
    let height = expected.plane.count / width
    var stack = StackFactory.stack([(.red, expected.plane)], width: width)
    var usable = Raster<UInt8>(width: width, height: height)
    do {
      var view = usable.mutableSamples
      for i in view.indices { view[i] = 1 }
      view[6 * width + 9] = 0
    }
    var work = Raster<Float>(width: 0, height: 0)
    PixelShift(x: expected.shift[0], y: expected.shift[1])
      .align(&stack, usable: &usable, work: &work)
    let found = stack.plane(.red).array
    for row in 4..<height - 4 {
      for column in 4..<width - 4 {
        let place = row * width + column
        #expect(abs(found[place] - expected.shifted[place]) < 1e-4, "\(row) \(column)")
      }
    }
    // (6, 9) is hidden: columns c with c − 1 … c + 2 ∋ 9 and rows r with r − 3 … r ∋ 6 are made of it.
    #expect(usable[8, 6] == 0 && usable[7, 9] == 0 && usable[10, 8] == 0)
    #expect(usable[11, 6] == 1 && usable[6, 6] == 1 && usable[9, 5] == 1 && usable[9, 10] == 1)
  }
}
