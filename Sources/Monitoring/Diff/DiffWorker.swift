import ChangeDetection
import Diagnostics
import GeoIO
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
    /// Whether no pixel of the block is supervised, so that nothing was read.
    var isOutside = false
  }

  private let pair: DiffPair
  private var scenes: DiffScenes
  private var usable = Raster<UInt8>(width: 0, height: 0)
  private let supervised: PixelClasses?
  /// 1 where a pixel of the block is supervised, if not all are.
  private var watched = Raster<UInt8>(width: 0, height: 0)
  private var detector: PairDetector
  /// Whether bands are read as they are stored, until the method turns out not to take them so.
  private var takesNumbers = true

  /// Opens both scenes.
  init(
    _ pair: DiffPair, supervised: PixelClasses?, workers: Int, shared: DiffSharedBlocks,
    refusals: RefusalLog
  ) throws(TiankanError) {
    let before = try SceneBlocks(
      scene: pair.before, roles: pair.method.roles, grid: pair.grid, mask: pair.beforeMask,
      workers: workers, shared: shared.before, refusals: refusals)
    let after = try SceneBlocks(
      scene: pair.after, roles: pair.method.roles, grid: pair.grid, mask: pair.afterMask,
      workers: workers, shared: shared.after, refusals: refusals)
    guard let method = pair.method as? any PixelChangeMethod else {
      throw TiankanError(.bug, "the method \(pair.method.ruleSet) does not judge single pixels")
    }
    detector = PairDetector(method)
    self.pair = pair
    self.supervised = supervised
    scenes = DiffScenes(before: before, after: after)
  }

  /// Detects the changes of a window.
  mutating func detect(
    _ window: Window, statistics: PairStatistics, into block: DetectedBlock
  ) throws(TiankanError) -> Product {
    if let supervised {
      guard supervised.hasPixels(in: window) else { return outside(window, block) }
      try supervised.write(window, into: &watched)
    }
    try scenes.open(window)
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
        let found = try detect(
          read, of: window, counted: rows, target, statistics, into: &content)
        isHidden = isHidden && found == nil
        usablePixels += found ?? 0
      }
    }
    return Product(
      window: window, block: block, before: scenes.before.counts, after: scenes.after.counts,
      usablePixels: usablePixels, isHidden: isHidden)
  }

  /// A block of which nothing is supervised.
  private mutating func outside(_ window: Window, _ block: DetectedBlock) -> Product {
    block.content.withLock { content in
      content.reshape(width: window.width, height: window.height)
      detector.hide(PairDetector.Rows(core: 0..<window.height, target: 0), in: &content)
    }
    return Product(
      window: window, block: block, before: QualityCounts(), after: QualityCounts(),
      usablePixels: 0, isHidden: true, isOutside: true)
  }

  /// Takes pixels that are not supervised out of the usable ones; returns whether any is left.
  private mutating func restrict(_ rows: Range<Int>, of window: Window) -> Bool {
    guard supervised != nil else { return true }
    let start = (rows.lowerBound - window.row) * window.width
    return keepWatched(watched, from: start, in: &usable)
  }

  /// Detects the changes of some rows of a block; returns how many pixels were compared, `nil` where none can be.
  private mutating func detect(
    _ read: Range<Int>, of window: Window, counted: Range<Int>, _ target: PairDetector.Rows,
    _ statistics: PairStatistics, into content: inout FoundChanges
  ) throws(TiankanError) -> Int? {
    if takesNumbers, let isShown = try loadNumbers(read, counted: counted, statistics) {
      guard isShown, restrict(read, of: window) else {
        detector.hide(target, in: &content)
        return nil
      }
      return runNumbers(&detector, scenes, usable, target, statistics, into: &content)
    }
    guard try load(read, counted: counted), restrict(read, of: window) else {
      detector.hide(target, in: &content)
      return nil
    }
    return run(&detector, scenes, usable, target, statistics, into: &content)
  }

  /// Loads rows of both dates as stored; returns whether a pixel is usable at both, `nil` where they must be loaded as
  /// `Float` numbers.
  private mutating func loadNumbers(
    _ rows: Range<Int>, counted: Range<Int>, _ statistics: PairStatistics
  ) throws(TiankanError) -> Bool? {
    let first = try scenes.before.loadNumbers(rows)
    if first == .unsuitable { return nil }
    let second = try scenes.after.loadNumbers(rows)
    if second == .unsuitable { return nil }
    if first == .loaded, second == .loaded, !accepts(&detector, scenes, statistics) {
      takesNumbers = false
      return nil
    }
    if first == .loaded { scenes.before.count(counted, of: rows) }
    if second == .loaded { scenes.after.count(counted, of: rows) }
    return first == .loaded && second == .loaded && keepCommon(scenes, in: &usable)
  }

  /// Loads rows of both dates; returns whether a pixel is usable at both.
  private mutating func load(
    _ rows: Range<Int>, counted: Range<Int>
  ) throws(TiankanError) -> Bool {
    let isShownBefore = try scenes.before.load(rows, counted: counted)
    let isShownAfter = try scenes.after.load(rows, counted: counted)
    return keepCommon(scenes, in: &usable) && isShownBefore && isShownAfter
  }
}

/// What the workers of a comparison share of both scenes.
struct DiffSharedBlocks: Sendable {
  let before = SharedSceneBlocks()
  let after = SharedSceneBlocks()
}

/// The open files of both dates.
struct DiffScenes: ~Copyable, PairPixelSource {
  var before: SceneBlocks
  var after: SceneBlocks

  mutating func open(_ window: Window) throws(TiankanError) {
    try before.open(window)
    try after.open(window)
  }

  borrowing func gather(
    _ places: [Int32], before one: inout BandStack, after other: inout BandStack
  ) {
    before.gather(places.span, into: &one)
    after.gather(places.span, into: &other)
  }
}

func keepCommon(_ scenes: borrowing DiffScenes, in usable: inout Raster<UInt8>) -> Bool {
  keepCommon(scenes.before.usable, scenes.after.usable, in: &usable)
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
    // Bit 0 where both dates show the pixel; then bit 1 where one of them needs a closer look.
    let common = first[position] & second[position] & 1
    view[position] = (0 &- common) & (first[position] | second[position])
    union |= common
  }
  return union != 0
}

/// Clears what is not watched; returns whether anything is left.
private func keepWatched(
  _ watched: borrowing Raster<UInt8>, from start: Int, in usable: inout Raster<UInt8>
) -> Bool {
  var view = usable.mutableSamples
  let count = view.count
  let marks = watched.samples.extracting(start..<start + count)
  var union: UInt8 = 0
  for position in 0..<count {
    let mark = marks[position] == 0 ? 0 : view[position]
    view[position] = mark
    union |= mark
  }
  return union != 0
}

private func accepts(
  _ detector: inout PairDetector, _ scenes: borrowing DiffScenes, _ statistics: PairStatistics
) -> Bool {
  detector.takesNumbers(
    before: scenes.before.numbers, after: scenes.after.numbers, statistics: statistics)
}

private func runNumbers(
  _ detector: inout PairDetector, _ scenes: borrowing DiffScenes,
  _ usable: borrowing Raster<UInt8>, _ rows: PairDetector.Rows, _ statistics: PairStatistics,
  into found: inout FoundChanges
) -> Int {
  detector.detect(
    from: scenes, before: scenes.before.numbers, after: scenes.after.numbers,
    usable: usable.samples, rows: rows, statistics: statistics, into: &found)
}

private func run(
  _ detector: inout PairDetector, _ scenes: borrowing DiffScenes,
  _ usable: borrowing Raster<UInt8>, _ rows: PairDetector.Rows, _ statistics: PairStatistics,
  into found: inout FoundChanges
) -> Int {
  detector.detect(
    before: scenes.before.stack, after: scenes.after.stack, usable: usable.samples, rows: rows,
    statistics: statistics, into: &found)
}
