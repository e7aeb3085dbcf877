import ChangeDetection
import Diagnostics
import Imagery
import Synchronization

/// One worker of a comparison: the open files of both scenes and the memory for one block.
struct DiffWorker: ~Copyable {
  /// What a worker makes of a block.
  struct Product: Sendable {
    var window: Window
    var block: DetectedBlock
    var before: QualityCounts
    var after: QualityCounts
    var usablePixels: Int
  }

  private let pair: DiffPair
  private var before: SceneBlocks
  private var after: SceneBlocks
  private var usable = Raster<UInt8>(width: 0, height: 0)

  /// Opens both scenes.
  init(_ pair: DiffPair, workers: Int, refusals: RefusalLog) throws(TiankanError) {
    let before = try SceneBlocks(
      scene: pair.before, roles: pair.method.roles, grid: pair.grid, mask: pair.beforeMask,
      workers: workers, refusals: refusals)
    let after = try SceneBlocks(
      scene: pair.after, roles: pair.method.roles, grid: pair.grid, mask: pair.afterMask,
      workers: workers, refusals: refusals)
    self.pair = pair
    self.before = before
    self.after = after
  }

  /// Counts a window into a sample of the pair.
  mutating func sample(_ window: Window, into sample: inout PairSample) throws(TiankanError) {
    _ = try load(window)
    sample.add(before: before.stack, after: after.stack, usable: usable.samples)
  }

  /// Detects the changes of a window.
  mutating func detect(
    _ window: Window, statistics: PairStatistics, into block: DetectedBlock
  ) throws(TiankanError) -> Product {
    let counts = try load(window)
    block.content.withLock { content in
      content.reshape(width: window.width, height: window.height)
      pair.method.detect(
        before: before.stack, after: after.stack, usable: usable.samples, statistics: statistics,
        into: &content)
    }
    // Pixels whose index is undefined are no data as well, so the states are counted, not the masks.
    let usablePixels = block.content.withLock { content in
      let states = content.state
      var count = 0
      for position in states.indices { count &+= states[position] == PixelState.noData ? 0 : 1 }
      return count
    }
    return Product(
      window: window, block: block, before: counts.before, after: counts.after,
      usablePixels: usablePixels)
  }

  private mutating func load(
    _ window: Window
  ) throws(TiankanError) -> (before: QualityCounts, after: QualityCounts) {
    usable.reshape(width: window.width, height: window.height)
    var view = usable.mutableSamples
    for position in view.indices { view[position] = 1 }
    let beforeCounts = try before.load(window, usable: &usable)
    let afterCounts = try after.load(window, usable: &usable)
    return (beforeCounts, afterCounts)
  }
}
