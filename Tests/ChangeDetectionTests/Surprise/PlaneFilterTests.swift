import Imagery
import Testing

@testable import ChangeDetection

@Suite struct PlaneFilterTests {
  private func raster(_ expected: SurpriseExpectations) -> Raster<Float> {
    var plane = Raster<Float>(width: expected.width, height: expected.plane.count / expected.width)
    var view = plane.mutableSamples
    for i in view.indices { view[i] = expected.plane[i] }
    return plane
  }

  @Test func `the median of 25 is SciPy's`() throws {
    let expected = try SurpriseExpectations.load()
    let plane = raster(expected)
    var work = Raster<Float>(width: 0, height: 0)
    var found = Raster<Float>(width: 0, height: 0)
    medianOfFive(plane, work: &work, into: &found)
    #expect(found.samples.array == expected.median)
  }

  @Test func `Gaussians are SciPy's`() throws {
    let expected = try SurpriseExpectations.load()
    for (name, kernel) in [("1", GaussianKernel.one), ("2", GaussianKernel.two)] {
      var plane = raster(expected)
      var work = Raster<Float>(width: 0, height: 0)
      kernel.smooth(&plane, work: &work)
      let values = try #require(expected.gaussians[name])
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
