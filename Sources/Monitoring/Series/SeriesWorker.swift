import ChangeDetection
import Diagnostics
import Imagery
import Synchronization

/// One worker of a pass over a series: its open files and the memory for one block of all dates.
struct SeriesWorker: ~Copyable {
  private let pass: SeriesPass
  private var scenes: OpenScenes
  private var stack = BandStack(roles: [], scalings: [], width: 0, height: 0)
  private var usable = Raster<UInt8>(width: 0, height: 0)
  private var quality = Raster<UInt16>(width: 0, height: 0)
  private var workspace = MaskWorkspace()
  private var indices: SeriesIndices
  private var water = Raster<Int16>(width: 0, height: 0)
  private var watched = Raster<UInt8>(width: 0, height: 0)
  private var classes = Raster<UInt8>(width: 0, height: 0)
  /// The watched pixels that each scene shows of the block.
  private var shown: [Int: Int] = [:]
  /// How many scenes had no band decoded, because their quality layer hides all of the block.
  private var hidden = 0
  private var series = SeriesBlock(width: 0, height: 0, dates: [])
  private var construction = ConstructionWorkspace()
  private var capture = ConstructionCapture()
  /// What was remembered before the dates of the pass, and after them.
  private var remembered = ConstructionMemory()
  private var memory = ConstructionMemory()
  private var baselines = ConstructionBaselines()

  init(_ pass: SeriesPass) {
    self.pass = pass
    scenes = OpenScenes(
      pass.archive, grid: pass.grid, limit: pass.openScenes, refusals: pass.refusals)
    indices = SeriesIndices(parameters: pass.indexParameters)
  }

  /// Reads a block of all dates of the pass.
  ///
  /// - Parameter box: Receives the construction planes of the block's core.
  /// - Returns: What it shows of land units, and what it adds to the state.
  mutating func examine(
    _ block: SeriesPlan.Block, into box: ConstructionBox
  ) throws(TiankanError) -> (UnitObserver.Product, ConstructionChunks) {
    let overpasses = pass.archive.overpasses
    let window = block.window
    var observer = UnitObserver(block, layout: pass.units.layout, overpasses: overpasses)
    let examines = !block.core.isEmpty && pass.detector != nil
    if examines {
      series.reshape(
        width: window.width, height: window.height, dates: pass.dates, platforms: pass.platforms)
      try supervise(block)
    }
    shown.removeAll(keepingCapacity: true)
    hidden = 0
    var date = -1
    var isShown = false
    for step in pass.selection.steps {
      if step.construction { date += 1 }
      let examines = examines && step.construction
      let observes = !block.units.isEmpty && step.units
      guard examines || observes else { continue }
      let overpass = overpasses[step.overpass]
      let needed = observes ? SeriesIndices.all : SeriesIndices.construction
      indices.begin(width: window.width, height: window.height, needed)
      var isSeen = false
      for entry in overpass.entries {
        isSeen = try add(entry, window, needed, counting: examines) || isSeen
      }
      guard isSeen else { continue }
      if examines, overpass.entries.allSatisfy({ pass.archive.entries[$0].isCalibrated }) {
        fill(date, window)
        isShown = true
      }
      if observes {
        observer.add(indices, overpass: step.overpass, layout: pass.units.layout)
      }
    }
    pass.usage.add(hidden: hidden)
    var chunks = ConstructionChunks()
    if examines, let detector = pass.detector {
      pass.usage.add(watched: countSet(watched), usable: shown)
      if let source = pass.source {
        chunks = try advance(block, source, detector, isShown: isShown, into: box)
      } else {
        chunks = try scan(block, detector, into: box)
      }
    }
    return (observer.product(), chunks)
  }

  /// Examines the series of a block, and captures what later nights need.
  private mutating func scan(
    _ block: SeriesPlan.Block, _ detector: ConstructionDetector, into box: ConstructionBox
  ) throws(TiankanError) -> ConstructionChunks {
    if let cropland = pass.cropland {
      try cropland.write(block.window, into: &classes)
      Self.setCropland(classes, of: &series)
    }
    Self.examine(series, detector, &capture, workspace: &construction, into: box)
    return ConstructionChunks(capture, of: block)
  }

  /// Goes on from the state with the dates of a block.
  private mutating func advance(
    _ block: SeriesPlan.Block, _ source: ConstructionSource, _ detector: ConstructionDetector,
    isShown: Bool, into box: ConstructionBox
  ) throws(TiankanError) -> ConstructionChunks {
    try source.read(block, into: &remembered)
    if isShown {
      try source.read(block, into: &baselines)
    } else {
      // Without an observation nothing is compared.
      baselines.reshape(width: block.window.width, height: block.window.height, seasons: [])
    }
    Self.advance(
      remembered, series, detector, baselines, into: &memory, workspace: &construction, box)
    return ConstructionChunks(memory, of: block)
  }

  /// Adds a scene to the indices of its overpass; false where it shows nothing of the window.
  private mutating func add(
    _ entry: Int, _ window: Window, _ needed: [SpectralIndex], counting: Bool
  ) throws(TiankanError) -> Bool {
    let reach = pass.archive.entries[entry].window.intersection(window)
    guard !reach.isEmpty else { return false }
    defer { scenes.release(entry) }
    usable.reshape(width: window.width, height: window.height)
    fillOnes(&usable)
    if let mask = pass.masks[entry] {
      _ = try scenes.readQuality(of: entry, window.expanded(by: mask.halo), into: &quality)
      let counts = restrict(mask, quality: quality, to: &usable, workspace: &workspace)
      // Under a closed cloud no band needs to be decoded.
      if counts.cloud + counts.shadow + counts.noData + counts.other >= window.pixelCount {
        hidden += 1
        return false
      }
    }
    // Rows under clouds are neither read nor computed.
    let rows = shownRows(usable)
    guard !rows.isEmpty else { return false }
    let part = Window(
      column: window.column, row: window.row + rows.lowerBound, width: window.width,
      height: rows.count)
    try scenes.read(entry, part, into: &stack)
    guard keepData(of: stack, in: &usable, from: rows.lowerBound) > 0 else { return false }
    if counting { shown[entry] = countCommon(usable, watched) }
    let isCalibrated = pass.archive.entries[entry].isCalibrated
    indices.add(
      stack, from: rows.lowerBound,
      indices: isCalibrated ? needed : needed.filter { !$0.needsReflectance }, usable: &usable)
    return true
  }

  private mutating func fill(_ number: Int, _ window: Window) {
    usable.reshape(width: window.width, height: window.height)
    indices.water(into: &water, width: window.width, height: window.height)
    Self.keepBoth(indices, watched, in: &usable)
    Self.fill(&series, number, indices, water: water, usable: usable)
  }

  private static func keepBoth(
    _ indices: borrowing SeriesIndices, _ watched: borrowing Raster<UInt8>,
    in usable: inout Raster<UInt8>
  ) {
    keepCommon(indices.usable, watched.samples, in: &usable)
  }

  private static func fill(
    _ series: inout SeriesBlock, _ number: Int, _ indices: borrowing SeriesIndices,
    water: borrowing Raster<Int16>, usable: borrowing Raster<UInt8>
  ) {
    series.fill(.vegetation, date: number, from: indices.plane(.ndvi), usable: usable.samples)
    series.fill(.soil, date: number, from: indices.plane(.bsi), usable: usable.samples)
    series.fill(
      .brightness, date: number, from: indices.plane(.brightness), usable: usable.samples)
    series.fill(.water, date: number, from: water.samples, usable: usable.samples)
  }

  private static func setCropland(
    _ classes: borrowing Raster<UInt8>, of series: inout SeriesBlock
  ) {
    series.setCropland(from: classes.samples)
  }

  /// Marks the pixels of the core that are supervised; others stay without data.
  private mutating func supervise(_ block: SeriesPlan.Block) throws(TiankanError) {
    if let supervised = pass.supervised {
      try supervised.write(block.window, into: &watched)
    } else {
      watched.reshape(width: block.window.width, height: block.window.height)
      fillOnes(&watched)
    }
    clear(&watched, outside: block.core, of: block.window)
  }

  private static func examine(
    _ series: borrowing SeriesBlock, _ detector: ConstructionDetector,
    _ capture: inout ConstructionCapture, workspace: inout ConstructionWorkspace,
    into box: ConstructionBox
  ) {
    box.block.withLock { planes in
      detector.examine(series, into: &planes, capture: &capture, workspace: &workspace)
    }
  }

  private static func advance(
    _ remembered: borrowing ConstructionMemory, _ series: borrowing SeriesBlock,
    _ detector: ConstructionDetector, _ baselines: borrowing ConstructionBaselines,
    into memory: inout ConstructionMemory, workspace: inout ConstructionWorkspace,
    _ box: ConstructionBox
  ) {
    box.block.withLock { planes in
      detector.advance(
        remembered, with: series, baselines: baselines, into: &memory, result: &planes,
        workspace: &workspace)
    }
  }
}

/// 1 where both masks are set.
private func keepCommon(
  _ first: Span<UInt8>, _ second: Span<UInt8>, in target: inout Raster<UInt8>
) {
  var view = target.mutableSamples
  precondition(first.count == second.count && view.count == first.count, "masks of one size")
  for position in view.indices {
    view[position] = first[position] != 0 && second[position] != 0 ? 1 : 0
  }
}

/// Clears a mask outside a part of its window.
private func clear(_ mask: inout Raster<UInt8>, outside part: Window, of window: Window) {
  if part == window { return }
  var view = mask.mutableSamples
  for row in 0..<window.height {
    let isInside = (part.row..<part.endRow).contains(window.row + row)
    for column in 0..<window.width
    where !isInside || !(part.column..<part.endColumn).contains(window.column + column) {
      view[row * window.width + column] = 0
    }
  }
}

private func countSet(_ mask: borrowing Raster<UInt8>) -> Int {
  let values = mask.samples
  var count = 0
  for position in values.indices { count &+= values[position] == 0 ? 0 : 1 }
  return count
}

private func countCommon(_ first: borrowing Raster<UInt8>, _ second: borrowing Raster<UInt8>) -> Int
{
  let (one, other) = (first.samples, second.samples)
  precondition(one.count == other.count, "masks of one size")
  var count = 0
  for position in one.indices { count &+= one[position] != 0 && other[position] != 0 ? 1 : 0 }
  return count
}

private func fillOnes(_ raster: inout Raster<UInt8>) {
  var view = raster.mutableSamples
  for position in view.indices { view[position] = 1 }
}

private func restrict(
  _ mask: QualityMask, quality: borrowing Raster<UInt16>, to usable: inout Raster<UInt8>,
  workspace: inout MaskWorkspace
) -> QualityCounts {
  let core = Window(column: mask.halo, row: mask.halo, width: usable.width, height: usable.height)
  var view = usable.mutableSamples
  return mask.restrict(
    &view, quality: quality.samples, width: quality.width, core: core, workspace: &workspace)
}

/// The rows of a mask from the first to the last in which a pixel is set.
private func shownRows(_ mask: borrowing Raster<UInt8>) -> Range<Int> {
  var first = 0
  var end = mask.height
  while first < end, isClear(mask, row: first) { first += 1 }
  while first < end, isClear(mask, row: end - 1) { end -= 1 }
  return first..<end
}

private func isClear(_ mask: borrowing Raster<UInt8>, row: Int) -> Bool {
  let line = mask.samples.extracting(row * mask.width..<(row + 1) * mask.width)
  var union: UInt8 = 0
  for position in line.indices { union |= line[position] }
  return union == 0
}

/// Clears pixels without data in a band, which begins at a row of the mask, and counts those that stay.
private func keepData(
  of stack: borrowing BandStack, in usable: inout Raster<UInt8>, from row: Int
) -> Int {
  let start = row * usable.width
  var view = usable.mutableSamples(in: start..<start + stack.pixelCount)
  _ = restrictToData(&view, of: stack)
  var count = 0
  for position in view.indices { count &+= Int(view[position]) }
  return count
}
