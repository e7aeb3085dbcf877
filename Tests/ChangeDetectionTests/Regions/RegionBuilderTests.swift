import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct RegionBuilderTests {
  private func build(
    _ mask: [UInt8], width: Int, minimumPixels: Int = 1, firstRow: Int = 0
  ) -> [RegionBuilder.Emission] {
    var builder = RegionBuilder(width: width, evidenceCount: 0, minimumPixels: minimumPixels)
    var emissions: [RegionBuilder.Emission] = []
    for row in 0..<mask.count / width {
      builder.append(
        row: firstRow + row, state: mask.span.extracting(row * width..<(row + 1) * width))
      while let emission = builder.next() { emissions.append(emission) }
    }
    builder.finish()
    while let emission = builder.next() { emissions.append(emission) }
    #expect(builder.heldBytes == 0, "what was given out takes no memory any more")
    return emissions
  }

  /// Components by flood fill, as sorted pixel positions, in the order of last row, then first pixel.
  private func flood(_ mask: [UInt8], width: Int) -> [[Int]] {
    let height = mask.count / width
    var seen = [Bool](repeating: false, count: mask.count)
    var components: [[Int]] = []
    for start in mask.indices where mask[start] == 1 && !seen[start] {
      var stack = [start]
      var pixels: [Int] = []
      seen[start] = true
      while let i = stack.popLast() {
        pixels.append(i)
        for y in max(0, i / width - 1)...min(height - 1, i / width + 1) {
          for x in max(0, i % width - 1)...min(width - 1, i % width + 1) {
            let other = y * width + x
            if mask[other] == 1 && !seen[other] {
              seen[other] = true
              stack.append(other)
            }
          }
        }
      }
      components.append(pixels.sorted())
    }
    return components.sorted { one, other in
      let last = ((one.last ?? 0) / width, (other.last ?? 0) / width)
      return last.0 != last.1 ? last.0 < last.1 : (one.first ?? 0) < (other.first ?? 0)
    }
  }

  private func pixels(_ region: Region, width: Int) -> [Int] {
    region.runs.flatMap { run in
      (Int(run.start)..<Int(run.end)).map { Int(run.row) * width + $0 }
    }
  }

  private func check(_ mask: [UInt8], width: Int) {
    let regions = build(mask, width: width).map(\.component)
    let expected = flood(mask, width: width)
    #expect(regions.map { pixels($0, width: width) } == expected)
    for region in regions {
      #expect(region.pixelCount == region.runs.reduce(0) { $0 + $1.count })
      #expect(region.anchorRow == Int(region.runs[0].row))
      #expect(region.anchorColumn == Int(region.runs[0].start))
      for (one, next) in zip(region.runs, region.runs.dropFirst()) where one.row == next.row {
        #expect(one.end < next.start, "runs must be maximal and sorted")
      }
    }
  }

  @Test(arguments: [3, 10, 25, 40, 55, 80])
  func `regions of random masks are those of a flood fill`(density: Int) {
    var generator = SeededGenerator(seed: UInt64(density))
    for (width, height) in [(1, 40), (40, 1), (7, 60), (64, 48)] {
      let mask: [UInt8] = (0..<width * height).map { _ in
        let draw = Int.random(in: 0..<100, using: &generator)
        return draw < density ? 1 : (draw > 95 ? 255 : 0)
      }
      check(mask, width: width)
    }
  }

  @Test func `shapes that join late are one region`() {
    let shapes = [
      ["#.#.#.#", "#.#.#.#", "#######"],
      ["#######", "#.#.#.#", "#.#.#.#"],
      ["#.....#", ".#...#.", "..#.#..", "...#..."],
      ["#######", "#.....#", "#.###.#", "#.#...#", "#.#####"],
      ["#..#...", ".##..##", "....##.", "#......"],
    ]
    for shape in shapes { check(shape.joined().map { $0 == "#" ? 1 : 0 }, width: 7) }
  }

  @Test func `regions come by last row, then anchor`() {
    let rows = [
      "...#...#",
      "#..#...#",
      "#..#....",
      "...#....",
    ]
    let mask: [UInt8] = rows.joined().map { $0 == "#" ? 1 : 0 }
    let anchors = build(mask, width: 8).map(\.component).map { [$0.anchorRow, $0.anchorColumn] }
    #expect(anchors == [[0, 7], [1, 0], [0, 3]])
  }

  @Test func `components below the minimum size are handed out as dropped`() {
    let mask: [UInt8] = [1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1]
    let emissions = build(mask, width: 5, minimumPixels: 2)
    let dropped = emissions.filter { if case .dropped = $0 { true } else { false } }
    #expect(emissions.count == 3)
    #expect(dropped.map { $0.component.pixelCount } == [])
    let strict = build(mask, width: 5, minimumPixels: 3)
    let small = strict.filter { if case .dropped = $0 { true } else { false } }
    #expect(small.map { pixels($0.component, width: 5) } == [[0, 1], [11, 12]])
  }

  @Test func `components may be asked for at the end as well`() {
    let mask: [UInt8] = [1, 0, 1, 0, 0, 0, 1, 0, 1]
    var builder = RegionBuilder(width: 3, evidenceCount: 0, minimumPixels: 1)
    for row in 0..<3 {
      builder.append(row: row, state: mask.span.extracting(row * 3..<(row + 1) * 3))
    }
    builder.finish()
    var found: [RegionBuilder.Emission] = []
    while let emission = builder.next() { found.append(emission) }
    #expect(found == build(mask, width: 3))
    #expect(builder.next() == nil)
  }

  @Test func `rows may start anywhere in the image`() {
    let found = build([1, 0, 1], width: 1, firstRow: 500).map(\.component)
    #expect(found.map(\.anchorRow) == [500, 502])
  }

  @Test func `evidence is summed over a region's pixels that have it`() {
    // Two regions in a 6×3 image, whose values are their positions (10, 11, 16, 17 for the second); one pixel of the first has no data.
    let states: [UInt8] = [
      1, 1, 0, 0, 0, 0,
      0, 1, 0, 0, 1, 1,
      0, 0, 0, 0, 1, 1,
    ]
    var block = ChangeBlock(evidence: [.ndviAfter, .magnitude], width: 6, height: 3)
    do {
      var view = block.states.mutableSamples
      for i in states.indices { view[i] = states[i] }
    }
    do {
      var view = block.planes.mutableSamples
      for i in 0..<18 {
        view[i] = i == 1 ? IndexValue.noData : Int16(i)
        view[18 + i] = Int16(-1000 * i)
      }
    }
    var rows = ChangeRows(evidence: block.evidence, width: 6, capacity: 2)
    var builder = RegionBuilder(width: 6, evidenceCount: 2, minimumPixels: 1)
    var regions: [Region] = []
    for row in 0..<3 {
      // The band moves down row by row; only the needed line of the block is placed.
      rows.advance(to: row..<row + 1)
      let line = self.line(row, of: block)
      rows.place(line, column: 0, row: row)
      builder.append(row: row, state: rows.state(row: row), evidence: rows)
      while let emission = builder.next() { regions.append(emission.component) }
    }
    builder.finish()
    while let emission = builder.next() { regions.append(emission.component) }
    #expect(regions.map(\.pixelCount) == [3, 4])
    #expect(regions[0].sums.map(\.total) == [7, -8000])
    #expect(regions[0].sums.map(\.count) == [2, 3])
    #expect(regions[1].sums.map(\.total) == [54, -54_000])
    #expect(regions[1].sums[0].mean == 13.5)
  }

  private func line(_ row: Int, of block: borrowing ChangeBlock) -> ChangeBlock {
    var line = ChangeBlock(evidence: block.evidence, width: block.width, height: 1)
    do {
      var view = line.states.mutableSamples
      for x in 0..<block.width { view[x] = block.state[row * block.width + x] }
    }
    for (position, kind) in block.evidence.enumerated() {
      var view = line.planes.mutableSamples
      for x in 0..<block.width {
        view[position * block.width + x] = block.plane(kind)[row * block.width + x]
      }
    }
    return line
  }
}
