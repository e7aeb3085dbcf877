import ChangeDetection
import Diagnostics
import GeoIO
import Imagery
import Synchronization

/// One worker of a comparison by the method `surprise`: the open files of both scenes and the memory for one block with its margin.
struct SurpriseWorker: ~Copyable {
  private let pair: DiffPair
  private var before: SceneBlocks
  private var after: SceneBlocks
  private let supervised: PixelClasses?
  /// 1 where a pixel of the block is supervised; of no size where all are.
  private var watched = Raster<UInt8>(width: 0, height: 0)
  private var afterStack: BandStack
  private var usable = Raster<UInt8>(width: 0, height: 0)

  /// Opens both scenes.
  init(
    _ pair: DiffPair, supervised: PixelClasses?, workers: Int, shared: DiffSharedBlocks,
    refusals: RefusalLog
  ) throws(TiankanError) {
    let before = try SceneBlocks(
      scene: pair.before, roles: pair.method.roles, grid: pair.grid, mask: pair.beforeMask,
      workers: workers, shared: shared.before, overlaps: true, refusals: refusals)
    let after = try SceneBlocks(
      scene: pair.after, roles: pair.method.roles, grid: pair.grid, mask: pair.afterMask,
      workers: workers, shared: shared.after, overlaps: true, refusals: refusals)
    self.pair = pair
    self.supervised = supervised
    afterStack = BandStack(
      roles: after.stack.roles, scalings: after.stack.scalings, width: 0, height: 0)
    self.before = before
    self.after = after
  }

  /// Measures the shifts of squares of a window that hardly overlap, or of its middle alone.
  mutating func shifts(
    of window: Window, with estimator: ShiftEstimator, middleOnly: Bool
  ) throws(TiankanError) -> [PixelShift] {
    guard try load(window) else { return [] }
    let side = estimator.side
    var shifts: [PixelShift] = []
    for row in Self.starts(window.height, side, middleOnly) {
      for column in Self.starts(window.width, side, middleOnly) {
        let square = Window(column: column, row: row, width: side, height: side)
        if let shift = measure(before, after, square, estimator, pair.method) {
          shifts.append(shift)
        }
      }
    }
    return shifts
  }

  /// Where squares along one axis begin: as few as cover it, evenly spread; the middle one alone where that is enough.
  private static func starts(_ length: Int, _ side: Int, _ middleOnly: Bool) -> [Int] {
    guard length >= side else { return [] }
    if middleOnly { return [(length - side) / 2] }
    let count = (length + side - 1) / side
    guard count > 1 else { return [0] }
    return (0..<count).map { $0 * (length - side) / (count - 1) }
  }

  /// Draws the sample of a window.
  mutating func draw(
    _ window: Window, shift: PixelShift, into sample: inout SurpriseSample
  ) throws(TiankanError) {
    // Only resampling looks beside a pixel.
    let read = window.expanded(by: shift.length < PixelShift.least ? 0 : SurprisePlan.margin)
    guard try load(read) else { return }
    after.exchange(&afterStack, &usable)
    add(
      to: &sample, aligning: shift, before, &afterStack, &usable, core: core(of: window, in: read),
      read)
  }

  /// Counts the scores of a window.
  mutating func count(
    _ window: Window, with detector: inout SurpriseDetector, into histogram: inout ScoreHistogram
  ) throws(TiankanError) {
    let read = window.expanded(by: SurprisePlan.margin)
    guard try load(read) else { return }
    after.exchange(&afterStack, &usable)
    countScores(
      &detector, before, &afterStack, &usable, core: core(of: window, in: read), into: &histogram)
  }

  /// Detects the changes of a window.
  mutating func detect(
    _ window: Window, with detector: inout SurpriseDetector, into block: DetectedBlock
  ) throws(TiankanError) -> DiffWorker.Product {
    var product = DiffWorker.Product(
      window: window, block: block, before: QualityCounts(), after: QualityCounts(),
      usablePixels: 0, isHidden: true)
    if let supervised {
      product.isOutside = !supervised.hasPixels(in: window)
      if !product.isOutside { try supervised.write(window, into: &watched) }
    }
    if product.isOutside {
      hide(block, window)
      return product
    }
    try before.open(window)
    try after.open(window)
    (product.before, product.after) = (before.counts, after.counts)
    let read = window.expanded(by: SurprisePlan.margin)
    let isShown = try load(read)
    let part = core(of: window, in: read)
    complete(&product.before, before.usable, part)
    complete(&product.after, after.usable, part)
    guard isShown else {
      hide(block, window)
      return product
    }
    after.exchange(&afterStack, &usable)
    product.usablePixels = block.content.withLock { content in
      find(
        &detector, before, &afterStack, &usable, core: part, watched: watched, into: &content)
    }
    product.isHidden = product.usablePixels == 0
    return product
  }

  /// Sets all pixels of a block to no data.
  private func hide(_ block: DetectedBlock, _ window: Window) {
    block.content.withLock { content in
      content.hide(width: window.width, height: window.height)
    }
  }

  /// Loads a window of both dates, which may reach outside of the grid; returns whether both show a pixel.
  private mutating func load(_ window: Window) throws(TiankanError) -> Bool {
    try before.open(window)
    try after.open(window)
    let rows = window.row..<window.endRow
    let isShownBefore = try before.load(rows, counted: rows)
    let isShownAfter = try after.load(rows, counted: rows)
    return isShownBefore && isShownAfter
  }

  private func core(of window: Window, in read: Window) -> Window {
    Window(
      column: window.column - read.column, row: window.row - read.row, width: window.width,
      height: window.height)
  }

  /// Adds to the counts of a block how many of its pixels can be used, and that the rest has no data.
  private func complete(
    _ counts: inout QualityCounts, _ usable: borrowing Raster<UInt8>, _ core: Window
  ) {
    let shown = usable.samples
    counts.usable = 0
    for row in core.row..<core.endRow {
      let start = row * usable.width + core.column
      counts.usable += countMarked(shown.extracting(start..<start + core.width))
    }
    counts.noData =
      core.pixelCount - counts.usable - counts.cloud - counts.shadow - counts.other
  }
}

private func measure(
  _ before: borrowing SceneBlocks, _ after: borrowing SceneBlocks, _ square: Window,
  _ estimator: ShiftEstimator, _ method: any ChangeMethod
) -> PixelShift? {
  var usable = Raster<UInt8>(width: before.usable.width, height: before.usable.height)
  do {
    let first = before.usable.samples
    let second = after.usable.samples
    var view = usable.mutableSamples
    for i in view.indices { view[i] = first[i] & second[i] & 1 }
  }
  return estimator.shift(
    before: before.stack, after: after.stack, usable: usable.samples, square: square,
    isCalibrated: (method as? SurpriseMethod)?.isCalibrated ?? true)
}

private func add(
  to sample: inout SurpriseSample, aligning shift: PixelShift,
  _ before: borrowing SceneBlocks, _ after: inout BandStack, _ usable: inout Raster<UInt8>,
  core: Window, _ read: Window
) {
  sample.add(
    aligning: shift, before: before.stack, after: &after, usable: &usable,
    beforeUsable: before.usable.samples, core: core, row: read.row, column: read.column)
}

private func countScores(
  _ detector: inout SurpriseDetector, _ before: borrowing SceneBlocks, _ after: inout BandStack,
  _ usable: inout Raster<UInt8>, core: Window, into histogram: inout ScoreHistogram
) {
  detector.count(
    before: before.stack, after: &after, usable: &usable, beforeUsable: before.usable.samples,
    core: core, into: &histogram)
}

private func find(
  _ detector: inout SurpriseDetector, _ before: borrowing SceneBlocks, _ after: inout BandStack,
  _ usable: inout Raster<UInt8>, core: Window, watched: borrowing Raster<UInt8>,
  into found: inout FoundChanges
) -> Int {
  detector.detect(
    before: before.stack, after: &after, usable: &usable, beforeUsable: before.usable.samples,
    core: core, watched: watched, into: &found)
}
