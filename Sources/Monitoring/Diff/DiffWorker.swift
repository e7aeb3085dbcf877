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
    /// Whether no pixel of the block is shown at both dates.
    var isHidden: Bool
  }

  private let pair: DiffPair
  private var before: SceneBlocks
  private var after: SceneBlocks
  private var usable = Raster<UInt8>(width: 0, height: 0)
  private var detector: PairDetector

  /// Opens both scenes.
  init(_ pair: DiffPair, workers: Int, refusals: RefusalLog) throws(TiankanError) {
    let before = try SceneBlocks(
      scene: pair.before, roles: pair.method.roles, grid: pair.grid, mask: pair.beforeMask,
      workers: workers, refusals: refusals)
    let after = try SceneBlocks(
      scene: pair.after, roles: pair.method.roles, grid: pair.grid, mask: pair.afterMask,
      workers: workers, refusals: refusals)
    detector = PairDetector(pair.method)
    self.pair = pair
    self.before = before
    self.after = after
  }

  /// Counts a window into a sample of the pair.
  mutating func sample(_ window: Window, into sample: inout PairSample) throws(TiankanError) {
    try open(window)
    for rows in SceneBlocks.steps(of: window) {
      guard try load(rows, counted: rows) else { continue }
      sample.add(before: before.stack, after: after.stack, usable: usable.samples)
    }
  }

  /// Detects the changes of a window.
  mutating func detect(
    _ window: Window, statistics: PairStatistics, into block: DetectedBlock
  ) throws(TiankanError) -> Product {
    try open(window)
    // Pixels whose index is undefined are no data as well, so the detector counts them, not the masks.
    var usablePixels = 0
    var isHidden = true
    try block.content.withLock { (content) throws(TiankanError) in
      content.reshape(width: window.width, height: window.height)
      for rows in SceneBlocks.steps(of: window) {
        // A pixel's evidence is needed where a neighbour is changed.
        let read = max(window.row, rows.lowerBound - 1)..<min(window.endRow, rows.upperBound + 1)
        let target = PairDetector.Rows(
          core: rows.lowerBound - read.lowerBound..<rows.upperBound - read.lowerBound,
          target: rows.lowerBound - window.row)
        guard try load(read, counted: rows) else {
          detector.hide(target, in: &content)
          continue
        }
        isHidden = false
        usablePixels += run(
          &detector, before, after, usable, target, statistics, into: &content)
      }
    }
    return Product(
      window: window, block: block, before: before.counts, after: after.counts,
      usablePixels: usablePixels, isHidden: isHidden)
  }

  private mutating func open(_ window: Window) throws(TiankanError) {
    try before.open(window)
    try after.open(window)
  }

  /// Loads rows of both dates; returns whether a pixel is usable at both.
  private mutating func load(
    _ rows: Range<Int>, counted: Range<Int>
  ) throws(TiankanError) -> Bool {
    let isShownBefore = try before.load(rows, counted: counted)
    let isShownAfter = try after.load(rows, counted: counted)
    return keepCommon(before.usable, after.usable, in: &usable) && isShownBefore && isShownAfter
  }
}

/// Marks what both dates show; returns whether anything is.
private func keepCommon(
  _ before: borrowing Raster<UInt8>, _ after: borrowing Raster<UInt8>,
  in usable: inout Raster<UInt8>
) -> Bool {
  usable.reshape(width: before.width, height: before.height)
  let first = before.samples
  let second = after.samples
  var view = usable.mutableSamples
  let count = view.count
  precondition(first.count == count && second.count == count, "masks of one size")
  var union: UInt8 = 0
  for position in 0..<count {
    let common = first[position] & second[position]
    view[position] = common
    union |= common
  }
  return union != 0
}

private func run(
  _ detector: inout PairDetector, _ before: borrowing SceneBlocks, _ after: borrowing SceneBlocks,
  _ usable: borrowing Raster<UInt8>, _ rows: PairDetector.Rows, _ statistics: PairStatistics,
  into found: inout FoundChanges
) -> Int {
  detector.detect(
    before: before.stack, after: after.stack, usable: usable.samples, rows: rows,
    statistics: statistics, into: &found)
}
