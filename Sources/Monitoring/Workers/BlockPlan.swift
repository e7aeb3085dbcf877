public import Diagnostics
import GeoIO
public import Imagery

/// How a grid is cut into the blocks that workers read: rows of blocks from top to bottom, each from left to right.
///
/// The cut follows the blocks of the files, so that each is decoded once. Results never depend on it.
public struct BlockPlan: Hashable, Sendable {
  /// The grid's columns and rows.
  public let columns: Int, rows: Int
  /// The width of a block; the last of a row may be narrower.
  public let blockWidth: Int
  /// The height of a block; those of the last row may be lower.
  public let blockHeight: Int
  /// How much wider and higher the first blocks are, so that blocks with a margin begin where blocks of the files do.
  public private(set) var offset = 0

  /// About how many pixels a block has: large enough to outweigh a task's overhead, small enough for the cache of
  /// second level to hold a few rows of each band.
  static let targetPixels = 1 << 19

  /// Plans blocks for files whose own blocks have the given size.
  ///
  /// - Parameters:
  ///   - grid: The grid to cut.
  ///   - sourceBlock: The size of a block of the finest band, in pixels of the grid.
  ///   - workers: How many workers hold a block at once; where they are many, blocks are half as large.
  public init(grid: Grid, sourceBlock: (width: Int, height: Int), workers: Int = 1) {
    let targetPixels = workers > 4 ? Self.targetPixels / 2 : Self.targetPixels
    columns = grid.columns
    rows = grid.rows
    let width = max(1, min(sourceBlock.width, grid.columns))
    let height = max(1, min(sourceBlock.height, grid.rows))
    // Strips are as wide as the image: take whole rows. Tiles: up to four side by side.
    let across = max(1, min(4, targetPixels / (width * height)))
    blockWidth = min(grid.columns, width * across)
    let down = max(1, targetPixels / (blockWidth * height))
    blockHeight = min(grid.rows, height * down)
  }
}

extension BlockPlan {
  /// Plans blocks whose sides are multiples of a number, but for the last of a row or column.
  ///
  /// - Parameters:
  ///   - grid: The grid to cut.
  ///   - sourceBlock: The size of a block of the finest band, in pixels of the grid.
  ///   - multiple: The number, even; blocks of very wide strips are half as high.
  public init(grid: Grid, sourceBlock: (width: Int, height: Int), multiple: Int) {
    func rounded(_ side: Int, _ length: Int) -> Int {
      min(length, (side + multiple - 1) / multiple * multiple)
    }
    columns = grid.columns
    rows = grid.rows
    blockWidth = rounded(max(1, sourceBlock.width), grid.columns)
    let height = rounded(max(1, sourceBlock.height), grid.rows)
    let isLarge = blockWidth * height > 12 * Self.targetPixels * 2 && height == multiple
    blockHeight = isLarge ? multiple / 2 : height
  }

  /// The number of blocks side by side.
  public var blocksPerRow: Int { max(1, (columns - offset + blockWidth - 1) / blockWidth) }
  /// The number of rows of blocks.
  public var blockRows: Int { max(1, (rows - offset + blockHeight - 1) / blockHeight) }
  /// The number of blocks.
  public var count: Int { blocksPerRow * blockRows }

  /// The pixels of a block, by its number in reading order.
  public func window(of block: Int) -> Window {
    let columns = side(block % blocksPerRow, blockWidth, self.columns)
    let rows = side(block / blocksPerRow, blockHeight, self.rows)
    return Window(
      column: columns.lowerBound, row: rows.lowerBound, width: columns.count, height: rows.count)
  }

  private func side(_ number: Int, _ length: Int, _ total: Int) -> Range<Int> {
    let start = number == 0 ? 0 : offset + number * length
    return start..<min(total, offset + (number + 1) * length)
  }

  /// The largest height of a block.
  public var largestHeight: Int { min(rows, blockHeight + offset) }

  /// The windows of the fixed sample from which scene-wide quantities are estimated, in stages.
  ///
  /// Squares of 512 pixels on a lattice that hangs on the grid's origin. The first stage has all of them up to 16, every
  /// second in each axis up to 64, every fourth beyond that (1/16 of the scene). The following stages, for scenes whose
  /// data lie beside the lattice, such as the edge of an orbit's swath, add those of a lattice twice as dense, until all are
  /// there. The choice depends on the grid's size alone.
  public static func sampleStages(of grid: Grid) -> [[Window]] {
    let side = 512
    let across = (grid.columns + side - 1) / side
    let down = (grid.rows + side - 1) / side
    var stride = across * down <= 16 ? 1 : across * down <= 64 ? 2 : 4
    var taken: Set<Window> = []
    var stages: [[Window]] = []
    while stride >= 1 {
      var stage: [Window] = []
      for row in Swift.stride(from: stride / 2, to: down, by: stride) {
        for column in Swift.stride(from: stride / 2, to: across, by: stride) {
          let window = Window(column: column * side, row: row * side, width: side, height: side)
            .intersection(grid.window)
          if taken.insert(window).inserted { stage.append(window) }
        }
      }
      stages.append(stage)
      stride /= 2
    }
    return stages
  }
}

extension BlockPlan {
  /// Plans blocks that follow the files of a scene's bands.
  ///
  /// The finest band decides; a scene on another grid is cut as if it were tiled by 512 pixels.
  public init(
    grid: Grid, scene: Scene, roles: [BandRole], workers: Int = 1
  ) throws(TiankanError) {
    self.init(
      grid: grid, sourceBlock: try Self.sourceBlock(grid, scene, roles), workers: workers)
  }

  /// As above, with sides that are multiples of a number.
  public init(
    grid: Grid, scene: Scene, roles: [BandRole], multiple: Int
  ) throws(TiankanError) {
    self.init(
      grid: grid, sourceBlock: try Self.sourceBlock(grid, scene, roles), multiple: multiple)
  }

  private static func sourceBlock(
    _ grid: Grid, _ scene: Scene, _ roles: [BandRole]
  ) throws(TiankanError) -> (width: Int, height: Int) {
    let finest = roles.compactMap { scene.bands[$0] }.first { $0.grid.hasSamePixels(as: grid) }
    guard let finest else { return (width: 512, height: 512) }
    let info = try RasterInfo(of: finest.path)
    return (width: info.blockWidth, height: info.blockHeight)
  }
}

extension BlockPlan {
  /// Plans square blocks that are read with a margin: of 1024 pixels, or as many as whole blocks of the files have, and beginning
  /// where a block of the files ends less the margin, so that the margin meets few blocks more.
  public init(
    grid: Grid, scene: Scene, roles: [BandRole], margin: Int
  ) throws(TiankanError) {
    let source = try Self.sourceBlock(grid, scene, roles)
    // Strips of whole rows are decoded whole; blocks then are as wide as the grid.
    let width = source.width > 2048 ? grid.columns : max(1, 1024 / source.width) * source.width
    let across = min(grid.columns, max(width, 256))
    let height = max(1, (1 << 20) / across / source.height) * source.height
    self.init(
      columns: grid.columns, rows: grid.rows, blockWidth: across,
      blockHeight: min(grid.rows, max(height, 256)), offset: margin)
  }

  private init(columns: Int, rows: Int, blockWidth: Int, blockHeight: Int, offset: Int) {
    self.columns = columns
    self.rows = rows
    self.blockWidth = blockWidth
    self.blockHeight = blockHeight
    self.offset = offset
  }
}
