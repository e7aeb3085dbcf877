import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// One worker of the pass over the sample: the open files of both scenes.
struct PairSampler: ~Copyable {
  private var scenes: DiffScenes
  private var usable = Raster<UInt8>(width: 0, height: 0)

  /// Opens both scenes.
  init(
    _ pair: DiffPair, workers: Int, shared: DiffSharedBlocks, refusals: RefusalLog
  ) throws(TiankanError) {
    let before = try SceneBlocks(
      scene: pair.before, roles: pair.method.roles, grid: pair.grid, mask: pair.beforeMask,
      workers: workers, shared: shared.before, refusals: refusals)
    let after = try SceneBlocks(
      scene: pair.after, roles: pair.method.roles, grid: pair.grid, mask: pair.afterMask,
      workers: workers, shared: shared.after, refusals: refusals)
    scenes = DiffScenes(before: before, after: after)
  }

  /// Counts a window into a sample of the pair.
  mutating func sample(_ window: Window, into sample: inout PairSample) throws(TiankanError) {
    try scenes.open(window)
    for rows in SceneBlocks.steps(of: window) {
      let isShownBefore = try scenes.before.load(rows, counted: rows)
      let isShownAfter = try scenes.after.load(rows, counted: rows)
      guard keepCommon(scenes, in: &usable), isShownBefore, isShownAfter else { continue }
      add(scenes, usable, row: rows.lowerBound, column: window.column, to: &sample)
    }
  }
}

private func add(
  _ scenes: borrowing DiffScenes, _ usable: borrowing Raster<UInt8>, row: Int, column: Int,
  to sample: inout PairSample
) {
  sample.add(
    before: scenes.before.stack, after: scenes.after.stack, usable: usable.samples, row: row,
    column: column)
}
