import Imagery
import LandUnits

/// Which land units each block of a scene shows.
struct ZonalBlocks: Sendable {
  /// The blocks that show a unit, ascending.
  let blocks: [Int]
  /// How many blocks show a unit; 0 where it lies beside the grid.
  let blockCounts: [Int32]
  /// How many units lie beside the grid.
  let outside: Int
  /// The position in `units` of each block's first unit.
  private let starts: [Int32]
  private let units: [Int32]

  /// - Complexity: Two passes over the units: 8 bytes per unit, and 4 for each further block that shows it.
  init(_ units: ZonalUnits, plan: BlockPlan) {
    var counts = Array(repeating: Int32(0), count: plan.count + 1)
    var blockCounts: [Int32] = []
    blockCounts.reserveCapacity(units.count)
    var outside = 0
    func forEachUnit(_ body: (Int, Window) -> Void) {
      var unit = 0
      for chunk in units.chunks {
        for position in 0..<chunk.outlines.count {
          body(unit, chunk.outlines.window(of: position))
          unit += 1
        }
      }
    }
    forEachUnit { _, window in
      guard !window.isEmpty else {
        outside += 1
        blockCounts.append(0)
        return
      }
      var count: Int32 = 0
      plan.forEachBlock(in: window) { block in
        counts[block] += 1
        count += 1
      }
      blockCounts.append(count)
    }
    var starts: [Int32] = []
    starts.reserveCapacity(plan.count + 1)
    var total: Int32 = 0
    for count in counts {
      starts.append(total)
      total += count
    }
    var next = starts
    var list = Array(repeating: Int32(0), count: Int(total))
    forEachUnit { unit, window in
      guard !window.isEmpty else { return }
      plan.forEachBlock(in: window) { block in
        list[Int(next[block])] = Int32(unit)
        next[block] += 1
      }
    }
    blocks = (0..<plan.count).filter { counts[$0] > 0 }
    self.blockCounts = blockCounts
    self.outside = outside
    self.starts = starts
    self.units = list
  }

  /// The units that a block shows, ascending.
  func units(of block: Int) -> ArraySlice<Int32> {
    units[Int(starts[block])..<Int(starts[block + 1])]
  }
}

extension BlockPlan {
  /// Calls `body` for each block that a window, which is not empty and lies in the grid, meets, ascending.
  func forEachBlock(in window: Window, _ body: (Int) -> Void) {
    for row in window.row / blockHeight...(window.endRow - 1) / blockHeight {
      for column in window.column / blockWidth...(window.endColumn - 1) / blockWidth {
        body(row * blocksPerRow + column)
      }
    }
  }
}
