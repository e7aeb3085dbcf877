import Imagery
import LandUnits

/// In which blocks a tile is read: those with supervised pixels of the core, and those with cells of its land units.
///
/// Blocks hang on the origin of the monitored grid, so the cut does not depend on the tile. All dates of a block are in
/// memory at once; the height of blocks follows from the memory that is allowed.
struct SeriesPlan: Sendable {
  struct Block: Sendable {
    /// The pixels that are read.
    var window: Window
    /// The part of the window whose pixels are examined for construction; may be empty.
    var core: Window
    /// The units with cells in the window, ascending.
    var units: [Int]
  }

  private(set) var blocks: [Block] = []
  /// How many blocks hold nothing that is supervised.
  private(set) var skipped = 0
  /// For each unit the block after which it is complete; nil where no block holds it.
  private(set) var lastBlock: [Int?]

  /// The width of a block: that of most tiled files.
  static let blockWidth = 512

  /// - Parameters:
  ///   - core: The pixels to examine for construction; empty for none.
  ///   - isSupervised: Whether a window holds a supervised pixel.
  ///   - layout: The units.
  ///   - blockHeight: The height of a block.
  init(
    core: Window, isSupervised: (Window) -> Bool, layout: UnitLayout, blockHeight: Int
  ) {
    lastBlock = Array(repeating: nil, count: layout.count)
    var extent = core
    for unit in 0..<layout.count { extent = Self.union(extent, layout.window(of: unit)) }
    guard !extent.isEmpty else { return }
    for row in (extent.row / blockHeight)...((extent.endRow - 1) / blockHeight) {
      for column in (extent.column / Self.blockWidth)...((extent.endColumn - 1) / Self.blockWidth) {
        let window = Window(
          column: column * Self.blockWidth, row: row * blockHeight, width: Self.blockWidth,
          height: blockHeight
        ).intersection(layout.grid.window)
        let units = layout.units(in: window)
        var part = window.intersection(core)
        let hadCore = !part.isEmpty
        if hadCore, !isSupervised(part) { part = Window(column: 0, row: 0, width: 0, height: 0) }
        guard !part.isEmpty || !units.isEmpty else {
          if hadCore { skipped += 1 }
          continue
        }
        for unit in units { lastBlock[unit] = blocks.count }
        // Only what is needed is read: the part of the core, and the cells of units.
        var needed = part
        for unit in units {
          needed = Self.union(needed, layout.window(of: unit).intersection(window))
        }
        blocks.append(Block(window: needed, core: part, units: units))
      }
    }
  }

  private static func union(_ first: Window, _ second: Window) -> Window {
    if first.isEmpty { return second }
    if second.isEmpty { return first }
    let column = min(first.column, second.column)
    let row = min(first.row, second.row)
    return Window(
      column: column, row: row, width: max(first.endColumn, second.endColumn) - column,
      height: max(first.endRow, second.endRow) - row)
  }
}
