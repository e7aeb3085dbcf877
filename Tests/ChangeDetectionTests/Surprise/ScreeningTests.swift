import Imagery
import Testing

@testable import ChangeDetection

/// What is left out must change nothing: each filter is held to itself over the whole plane.
@Suite struct ScreeningTests {
  private let width = 300, height = 210

  /// Numbers that are other than 0 in some spots, densely in some and thinly in others.
  private func spots(share: Double) -> Raster<Float> {
    var random = SplitMix64(state: UInt64(share * 1000))
    var plane = Raster<Float>(width: width, height: height)
    var view = plane.mutableSamples
    for (column, row, radius) in [(0, 0, 9), (140, 66, 20), (299, 120, 6), (60, 209, 14)] {
      for y in max(0, row - radius)..<min(height, row + radius) {
        for x in max(0, column - radius)..<min(width, column + radius)
        where Double(random.next() >> 40) < share * 0x1p24 {
          view[y * width + x] = Float(random.next() >> 40) / 0x1p21 - 1
        }
      }
    }
    return plane
  }

  private func marks(_ plane: borrowing Raster<Float>) -> Raster<UInt8> {
    var marks = Raster<UInt8>(width: width, height: height)
    var view = marks.mutableSamples
    for i in view.indices { view[i] = plane.samples[i] != 0 ? 1 : 0 }
    return marks
  }

  private func noise(_ seed: UInt64) -> Raster<Float> {
    var random = SplitMix64(state: seed)
    var plane = Raster<Float>(width: width, height: height)
    var view = plane.mutableSamples
    for i in view.indices { view[i] = Float(random.next() >> 40) / 0x1p23 - 1 }
    return plane
  }

  @Test(arguments: [0.1, 0.3, 0.52, 0.6, 0.9])
  func `numbers on which no median depends can be left out`(share: Double) {
    var plane = spots(share: share)
    var work = Raster<Float>(width: 0, height: 0)
    var all = MedianScreen()
    all.openAll(width: width, height: height)
    var expected = Raster<Float>(width: 0, height: 0)
    medianOfFive(plane, open: all.open, work: &work, into: &expected)

    var kept = marks(plane)
    let before = kept.samples.array.reduce(0) { $0 + Int($1) }
    var screen = MedianScreen()
    screen.restrict(&kept)
    let after = kept.samples.array.reduce(0) { $0 + Int($1) }
    do {
      var view = plane.mutableSamples
      for i in view.indices where kept.samples[i] == 0 { view[i] = 0 }
    }
    var found = Raster<Float>(width: 0, height: 0)
    medianOfFive(plane, open: screen.open, work: &work, into: &found)
    #expect(found.samples.array == expected.samples.array)
    #expect(after <= before)
    if share < 0.2 { #expect(after < before / 2) }
  }

  @Test func `the guided filter of active cells is that of the whole plane`() {
    let scores = spots(share: 0.6)
    let first = noise(1)
    let second = noise(2)
    func smoothed(_ cells: ActiveCells) -> [Float] {
      var plane = Raster<Float>(width: width, height: height)
      do {
        var view = plane.mutableSamples
        for i in view.indices { view[i] = scores.samples[i] }
      }
      var work = Raster<Float>(width: 0, height: 0)
      var filter = GuidedFilter()
      filter.smooth(
        &plane, in: cells, along: first, second, edgeVariance: 0.3, work: &work)
      return plane.samples.array
    }
    let cells = ActiveCells(around: marks(scores), reach: GuidedFilter.reach)
    #expect(!cells.isEmpty)
    let runs = (0..<cells.rows).flatMap { cells.runs($0) }
    #expect(runs.reduce(0) { $0 + $1.count } < 4 * width)
    #expect(smoothed(cells) == smoothed(ActiveCells(width: width, height: height)))
  }

  @Test func `the surroundings of active cells are those of the whole plane`() {
    let scores = spots(share: 0.2)
    var plane = spots(share: 0.2)
    var work = Raster<Float>(width: 0, height: 0)
    SmoothingKernel.surroundings.smooth(&plane, work: &work)
    var found = Raster<Float>(width: 0, height: 0)
    SmoothingKernel.surroundings.smooth(
      scores, in: ActiveCells(above: scores), work: &work, into: &found)
    var compared = 0
    for i in 0..<scores.count where scores.samples[i] > 0 {
      #expect(found.samples[i] == plane.samples[i], "\(i)")
      compared += 1
    }
    #expect(compared > 100)
  }
}
