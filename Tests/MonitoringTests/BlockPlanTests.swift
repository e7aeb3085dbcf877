import Imagery
import Monitoring
import Testing

@Suite struct BlockPlanTests {
  static func grid(_ columns: Int, _ rows: Int) -> Grid {
    let crs = CoordinateReferenceSystem(
      wkt: "…", authorityCode: "EPSG:32650", name: "UTM 50N", kind: .projected)
    return Grid(
      crs: crs, originX: 0, originY: 0, pixelWidth: 10, pixelHeight: 10, columns: columns,
      rows: rows)
  }

  @Test(arguments: [
    (10_980, 10_980, 512, 512), (10_980, 10_980, 10_980, 1), (10_980, 10_980, 1024, 1024),
    (400, 400, 400, 3), (1, 1, 256, 256), (513, 511, 256, 256), (7000, 30, 128, 16),
  ])
  func `the blocks cover every pixel exactly once`(
    columns: Int, rows: Int, width: Int, height: Int
  ) {
    let plan = BlockPlan(
      grid: Self.grid(columns, rows), sourceBlock: (width: width, height: height))
    var covered = 0
    var previous = (row: 0, column: -1)
    for block in 0..<plan.count {
      let window = plan.window(of: block)
      #expect(!window.isEmpty)
      #expect(window.endColumn <= columns && window.endRow <= rows)
      #expect((window.row, window.column) > previous)
      previous = (window.row, window.column)
      covered += window.pixelCount
    }
    #expect(covered == columns * rows)
    // Blocks follow the files' blocks, so none is decoded for two of them.
    #expect(plan.blockWidth == columns || plan.blockWidth % width == 0)
    #expect(plan.blockHeight == rows || plan.blockHeight % height == 0)
  }

  @Test func `many workers take smaller blocks of the same files`() {
    let grid = Self.grid(10_980, 10_980)
    let few = BlockPlan(grid: grid, sourceBlock: (width: 512, height: 512), workers: 4)
    let many = BlockPlan(grid: grid, sourceBlock: (width: 512, height: 512), workers: 16)
    #expect(few == BlockPlan(grid: grid, sourceBlock: (width: 512, height: 512)))
    #expect(few.blockWidth * few.blockHeight == 1 << 19)
    #expect(many.blockWidth * many.blockHeight == 1 << 18)
    #expect(many.blockWidth % 512 == 0 && many.blockHeight % 512 == 0)
  }

  @Test func `striped files are read in whole rows`() {
    let plan = BlockPlan(grid: Self.grid(10_980, 10_980), sourceBlock: (width: 10_980, height: 1))
    #expect(plan.blocksPerRow == 1)
  }

  @Test func `the sample of a full tile is at most a sixteenth of it`() {
    let windows = BlockPlan.sampleStages(of: Self.grid(10_980, 10_980))[0]
    let pixels = windows.reduce(0) { $0 + $1.pixelCount }
    #expect(pixels * 16 <= 10_980 * 10_980)
    #expect(windows.count >= 25)
  }

  @Test func `the sample of a small scene is all of it`() {
    let windows = BlockPlan.sampleStages(of: Self.grid(700, 300))[0]
    #expect(windows.reduce(0) { $0 + $1.pixelCount } == 700 * 300)
  }

  @Test(arguments: [(10_980, 10_980), (700, 300), (4000, 3000), (1, 1)])
  func `all stages of the sample together are the whole scene, each window once`(
    _ columns: Int, _ rows: Int
  ) {
    let windows = BlockPlan.sampleStages(of: Self.grid(columns, rows)).flatMap { $0 }
    #expect(windows.reduce(0) { $0 + $1.pixelCount } == columns * rows)
    #expect(Set(windows).count == windows.count)
  }
}
