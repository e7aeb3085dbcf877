import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

/// Components that are too heavy for one outline: pieces that together are the component.
@Suite struct RegionBuilderPieceTests {
  private func build(
    _ mask: [UInt8], width: Int, largestWeight: Int, minimumPixels: Int = 1
  ) -> (emissions: [RegionBuilder.Emission], cutCount: Int) {
    var builder = RegionBuilder(
      width: width, evidenceCount: 0, minimumPixels: minimumPixels, largestWeight: largestWeight)
    var emissions: [RegionBuilder.Emission] = []
    for row in 0..<mask.count / width {
      builder.append(row: row, state: mask.span.extracting(row * width..<(row + 1) * width))
      while let emission = builder.next() { emissions.append(emission) }
    }
    builder.finish()
    while let emission = builder.next() { emissions.append(emission) }
    #expect(builder.heldBytes == 0)
    return (emissions, builder.cutCount)
  }

  /// The mask that regions are made of.
  private func mask(_ emissions: [RegionBuilder.Emission], count: Int, width: Int) -> [UInt8] {
    var mask = [UInt8](repeating: 0, count: count)
    for run in emissions.flatMap(\.component.runs) {
      for column in Int(run.start)..<Int(run.end) { mask[Int(run.row) * width + column] += 1 }
    }
    return mask
  }

  private func picture(_ width: Int, _ height: Int, _ isChanged: (Int, Int) -> Bool) -> [UInt8] {
    (0..<width * height).map { isChanged($0 % width, $0 / width) ? 1 : 0 }
  }

  @Test(arguments: [20, 100, 1000, 10_000])
  func `pieces hold every pixel of the mask once`(largestWeight: Int) {
    var generator = SeededGenerator(seed: UInt64(largestWeight))
    for density in [30, 50, 70] {
      let random: [UInt8] = (0..<64 * 200).map { _ in
        Int.random(in: 0..<100, using: &generator) < density ? 1 : 0
      }
      let (emissions, cutCount) = build(random, width: 64, largestWeight: largestWeight)
      #expect(mask(emissions, count: random.count, width: 64) == random)
      #expect(cutCount > 0 || largestWeight == 10_000)
      for region in emissions.map(\.component) {
        #expect(region.pixelCount == region.runs.reduce(0) { $0 + $1.count })
        #expect(region.anchorRow == Int(region.runs[0].row))
        #expect(region.anchorColumn == Int(region.runs[0].start))
      }
    }
  }

  @Test func `no piece is heavier than allowed by more than a run`() {
    // 3 × 3 holes between lines 2 wide: a hole has four corners, of 16 each.
    let mesh = picture(100, 1000) { x, y in x % 5 < 2 || y % 5 < 2 }
    let (emissions, cutCount) = build(mesh, width: 100, largestWeight: 16 * 4000)
    #expect(mask(emissions, count: mesh.count, width: 100) == mesh)
    // 20 × 200 holes make 16,000 corners, and the runs of a row that was cut count as ends of their own.
    #expect(cutCount == emissions.count - 1)
    #expect(cutCount >= 4 && cutCount <= 5)
  }

  @Test func `a comb has few corners, so it stays one region`() {
    let comb = picture(200, 400) { x, y in y < 2 || x % 5 < 2 }
    let runs = 2 + 398 * 40
    // Each of the 40 teeth has four corners, and the ends of the back go straight on into the first tooth only.
    #expect(build(comb, width: 200, largestWeight: runs + 16 * 200).cutCount == 0)
    #expect(build(comb, width: 200, largestWeight: runs).cutCount > 0)
  }

  @Test func `heavy components that meet stay apart`() {
    let comb = picture(200, 400) { x, y in y >= 398 || x % 5 < 2 }
    let (emissions, cutCount) = build(comb, width: 200, largestWeight: 2000)
    #expect(mask(emissions, count: comb.count, width: 200) == comb)
    #expect(cutCount > 0)
  }

  @Test func `what remains below a cut is never dropped`() {
    // A bar of two columns; its weight grows by one each row, and the last piece is one row.
    let bar = picture(2, 50) { _, _ in true }
    let weight = 16 * 4 + 10
    let (emissions, cutCount) = build(bar, width: 2, largestWeight: weight, minimumPixels: 20)
    #expect(cutCount > 0)
    #expect(emissions.allSatisfy { if case .region = $0 { true } else { false } })
    #expect(mask(emissions, count: bar.count, width: 2) == bar)
  }

  @Test func `evidence follows the pieces`() {
    let width = 40
    let mesh = picture(width, 60) { x, y in x % 5 < 2 || y % 5 < 2 }
    var block = ChangeBlock(evidence: [.magnitude], width: width, height: 60)
    do {
      var states = block.states.mutableSamples
      for i in mesh.indices { states[i] = mesh[i] }
    }
    do {
      var plane = block.planes.mutableSamples
      for i in mesh.indices { plane[i] = Int16(i) }
    }
    var rows = ChangeRows(evidence: [.magnitude], width: width, capacity: 60)
    rows.place(block, column: 0, row: 0)
    var builder = RegionBuilder(
      width: width, evidenceCount: 1, minimumPixels: 1, largestWeight: 16 * 100)
    var regions: [Region] = []
    for row in 0..<60 {
      builder.append(row: row, state: rows.state(row: row), evidence: rows)
      while let emission = builder.next() { regions.append(emission.component) }
    }
    builder.finish()
    while let emission = builder.next() { regions.append(emission.component) }
    #expect(regions.count > 3)
    for region in regions {
      let positions = region.runs.flatMap { run in
        (Int(run.start)..<Int(run.end)).map { Int(run.row) * width + $0 }
      }
      #expect(region.sums[0].total == positions.reduce(0) { $0 + Int64($1) })
      #expect(region.sums[0].count == positions.count)
    }
  }
}
