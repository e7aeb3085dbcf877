import ChangeDetection
import Imagery
import Testing

@Suite struct RegionPositionTests {
  static func region(_ runs: [(row: Int32, start: Int32, end: Int32)]) -> Region {
    Region(
      anchorRow: Int(runs[0].row), anchorColumn: Int(runs[0].start),
      runs: runs.map { PixelRun(row: $0.row, start: $0.start, end: $0.end) },
      pixelCount: runs.reduce(0) { $0 + Int($1.end - $1.start) }, sums: [])
  }

  @Test func `the position is the middle of the longest run, the first among equals`() {
    // A ring of 5 × 3 pixels: its centre is not part of it.
    let ring = Self.region([(10, 20, 25), (11, 20, 21), (11, 24, 25), (12, 20, 25)])
    #expect(ring.position.column == 22.5)
    #expect(ring.position.row == 10.5)
  }

  @Test func `one pixel has its own middle`() {
    let pixel = Self.region([(7, 3, 4)])
    #expect(pixel.position.column == 3.5)
    #expect(pixel.position.row == 7.5)
  }
}
