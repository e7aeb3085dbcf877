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
  private var series = SeriesBlock(width: 0, height: 0, dates: [])
  private var construction = ConstructionWorkspace()

  init(_ pass: SeriesPass) {
    self.pass = pass
    scenes = OpenScenes(
      pass.archive, grid: pass.grid, limit: pass.openScenes, refusals: pass.refusals)
    indices = SeriesIndices(parameters: pass.indexParameters)
  }

  /// Reads a block of all dates.
  ///
  /// - Parameter box: Receives the construction planes of the block's core.
  mutating func examine(
    _ block: SeriesPlan.Block, into box: ConstructionBox
  ) throws(TiankanError) -> UnitObserver.Product {
    let overpasses = pass.archive.overpasses
    let window = block.window
    var observer = UnitObserver(block, layout: pass.units.layout, overpasses: overpasses)
    let examines = !block.core.isEmpty && pass.detector != nil
    let needed = block.units.isEmpty ? SeriesIndices.construction : SeriesIndices.all
    if examines {
      series.reshape(
        width: window.width, height: window.height, dates: pass.dates, platforms: pass.platforms)
      try supervise(block)
    }
    for (number, overpass) in overpasses.enumerated() {
      indices.begin(width: window.width, height: window.height)
      var isSeen = false
      for entry in overpass.entries {
        isSeen = try add(entry, window: window, needed: needed) || isSeen
      }
      guard isSeen else { continue }
      if examines { fill(number, window) }
      if !block.units.isEmpty {
        observer.add(indices, overpass: number, layout: pass.units.layout)
      }
    }
    if examines, let detector = pass.detector {
      if let cropland = pass.cropland {
        try cropland.write(window, into: &classes)
        Self.setCropland(classes, of: &series)
      }
      let width = window.width
      let height = window.height
      Self.examine(series, width, height, detector, workspace: &construction, into: box)
    }
    return observer.product()
  }

  /// Adds a scene to the indices of its overpass; false where it shows nothing of the window.
  private mutating func add(
    _ entry: Int, window: Window, needed: [SpectralIndex]
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
        return false
      }
    }
    try scenes.read(entry, window, into: &stack)
    guard keepData(of: stack, in: &usable) > 0 else { return false }
    indices.add(stack, indices: needed, usable: &usable)
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
    _ series: borrowing SeriesBlock, _ width: Int, _ height: Int, _ detector: ConstructionDetector,
    workspace: inout ConstructionWorkspace, into box: ConstructionBox
  ) {
    box.block.withLock { planes in
      planes.reshape(width: width, height: height)
      detector.examine(series, into: &planes, workspace: &workspace)
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

/// Clears pixels without data in a band, and counts those that stay.
private func keepData(of stack: borrowing BandStack, in usable: inout Raster<UInt8>) -> Int {
  var view = usable.mutableSamples
  _ = restrictToData(&view, of: stack)
  var count = 0
  for position in view.indices { count &+= Int(view[position]) }
  return count
}
