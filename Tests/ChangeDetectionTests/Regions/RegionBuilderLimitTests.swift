import Imagery
import Testing

@testable import ChangeDetection

/// Masks of 2000×2000 pixels made to hurt: the expected regions are known by construction.
@Suite struct RegionBuilderLimitTests {
  static let side = 2000

  /// Regions of the mask whose row `y` is `row(y)`.
  private func build(_ row: (Int) -> [UInt8]) -> [Region] {
    // Whole, however heavy: `RegionBuilderPieceTests` cuts.
    var builder = RegionBuilder(
      width: Self.side, evidenceCount: 0, minimumPixels: 1, largestWeight: .max)
    var regions: [Region] = []
    for y in 0...Self.side {
      if y < Self.side { builder.append(row: y, state: row(y).span) } else { builder.finish() }
      while let emission = builder.next() { regions.append(emission.component) }
    }
    return regions
  }

  /// A row of changed pixels in the given columns.
  private func row(_ isChanged: (Int) -> Bool) -> [UInt8] {
    (0..<Self.side).map { isChanged($0) ? 1 : 0 }
  }

  @Test func `a mask without change has no region`() {
    let empty = row { _ in false }
    #expect(build { _ in empty }.isEmpty)
  }

  @Test func `a full mask is one region of one run a row`() {
    let full = row { _ in true }
    let regions = build { _ in full }
    #expect(regions.count == 1)
    #expect(regions[0].runs.count == Self.side)
    #expect(regions[0].pixelCount == Self.side * Self.side)
  }

  @Test func `a checkerboard is one region by its corners`() {
    let rows = [row { $0 % 2 == 0 }, row { $0 % 2 == 1 }]
    let regions = build { rows[$0 % 2] }
    #expect(regions.count == 1)
    #expect(regions[0].pixelCount == Self.side * Self.side / 2)
    #expect(isSorted(regions[0].runs))
  }

  @Test func `single pixels two apart are a million regions`() {
    let rows = [row { $0 % 2 == 0 }, row { _ in false }]
    let regions = build { rows[$0 % 2] }
    #expect(regions.count == Self.side * Self.side / 4)
    #expect(regions.allSatisfy { $0.pixelCount == 1 })
  }

  @Test(arguments: [true, false])
  func `a comb joins its teeth whichever side its back is on`(backIsBelow: Bool) {
    let back = backIsBelow ? Self.side - 1 : 0
    let teeth = row { $0 % 2 == 0 }
    let full = row { _ in true }
    let regions = build { $0 == back ? full : teeth }
    #expect(regions.count == 1)
    #expect(regions[0].pixelCount == Self.side * Self.side / 2 + Self.side / 2)
    #expect(regions[0].runs.count == (Self.side - 1) * Self.side / 2 + 1)
    #expect(isSorted(regions[0].runs))
  }

  @Test func `nested frames are as many regions, the innermost complete first`() {
    // Pixels whose distance from the edge is even form closed frames.
    let last = Self.side - 1
    let regions = build { y in row { x in min(min(x, last - x), min(y, last - y)) % 2 == 0 } }
    #expect(regions.count == Self.side / 4)
    #expect(regions.last?.pixelCount == 4 * last)
    #expect(regions.first.map { $0.anchorRow } == Self.side / 2 - 2)
  }

  @Test func `a snake that turns at top and bottom is one region`() {
    // Every column stays a component of its own until the last row joins half of them.
    let last = Self.side - 1
    let columns = row { $0 % 2 == 0 }
    let first = row { $0 % 2 == 0 || $0 % 4 == 3 }
    let bottom = row { $0 % 2 == 0 || $0 % 4 == 1 }
    let regions = build { $0 == 0 ? first : ($0 == last ? bottom : columns) }
    #expect(regions.count == 1)
    #expect(isSorted(regions[0].runs))
  }

  @Test func `a spiral is one region of known length`() {
    let spiral = spiral()
    let regions = build { y in Array(spiral[y * Self.side..<(y + 1) * Self.side]) }
    #expect(regions.count == 1)
    #expect(regions[0].pixelCount == spiral.count { $0 == 1 })
    #expect(isSorted(regions[0].runs))
  }

  /// A path one pixel wide that winds inward and keeps one pixel from its earlier turns.
  private func spiral() -> [UInt8] {
    var mask = [UInt8](repeating: 0, count: Self.side * Self.side)
    var (x, y, dx, dy) = (0, 0, 1, 0)
    var length = Self.side - 1
    var leg = 0
    mask[0] = 1
    while length > 0 {
      for _ in 0..<length {
        x += dx
        y += dy
        mask[y * Self.side + x] = 1
      }
      (dx, dy) = (-dy, dx)
      leg += 1
      // The first three legs have the full side; from then on every second leg is two shorter.
      if leg >= 3 && leg % 2 == 1 { length -= 2 }
    }
    return mask
  }

  private func isSorted(_ runs: [PixelRun]) -> Bool {
    zip(runs, runs.dropFirst()).allSatisfy { ($0.row, $0.start) < ($1.row, $1.start) }
  }
}
