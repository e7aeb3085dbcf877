import CGDAL
import Diagnostics
import Imagery

/// Reads one band of a scene on the scene's working grid.
///
/// Bands that lie in one file share its open dataset.
struct BandReader: ~Copyable {
  enum Plan {
    /// Target pixels are source pixels, shifted by whole columns and rows.
    case copy(columns: Int, rows: Int)
    /// Same CRS, other pixels.
    case resample(columns: AxisAlignment, rows: AxisAlignment)
    /// Another CRS, or a rotated file; see `warped`.
    case warp
  }

  let source: BandSource
  let plan: Plan
  let raster: Box<RasterDataset>
  private let warped: WarpedBand?
  private var scratch = Raster<Float>(width: 0, height: 1)
  private var classes = Raster<UInt16>(width: 0, height: 1)
  /// The columns of the window read last: the windows of a block have the same.
  private var columnTable: (start: Int, count: Int, table: AxisTable)?
  /// The window whose numbers were asked for last, as they are stored.
  var numberPlan: NumberPlan?

  /// Decides how the band comes onto the grid.
  ///
  /// - Parameter raster: The file of the band, open.
  init(
    _ source: BandSource, in raster: Box<RasterDataset>, on grid: Grid, kernel: WarpedBand.Kernel
  ) throws(TiankanError) {
    let info = raster.value.info
    guard info.bands.indices.contains(source.band - 1) else {
      throw TiankanError(
        .missingBand, "there is no band \(source.band); the file has \(info.bands.count)",
        subject: source.path)
    }
    guard info.columns == source.grid.columns, info.rows == source.grid.rows else {
      throw TiankanError(
        .corrupt,
        "the file has \(info.columns) × \(info.rows) pixels, but was catalogued with "
          + "\(source.grid.columns) × \(source.grid.rows); scan the scene again",
        subject: source.path)
    }
    let isRotated = info.geoTransform != nil && !info.isNorthUp
    let needsWarp = isRotated || !Self.areSame(source.grid.crs, grid.crs)
    let warped =
      needsWarp
      ? try WarpedBand(source, isRotated: isRotated, on: grid, kernel: kernel) : nil
    let columns = AxisAlignment.columns(of: grid, on: source.grid)
    let rows = AxisAlignment.rows(of: grid, on: source.grid)
    if needsWarp {
      plan = .warp
    } else if let across = columns.wholeShift, let down = rows.wholeShift {
      plan = .copy(columns: across, rows: down)
    } else {
      plan = .resample(columns: columns, rows: rows)
    }
    self.source = source
    self.raster = raster
    self.warped = warped
  }

  /// Reads reflectance numbers; not-a-number where there is no data.
  mutating func read(_ window: Window, into samples: inout MutableSpan<Float>) throws(TiankanError)
  {
    switch plan {
    case .copy(let columns, let rows):
      let target = Window(
        column: window.column + columns, row: window.row + rows, width: window.width,
        height: window.height)
      try copy(target, into: &samples)
    case .resample(let columns, let rows):
      let isReducing = columns.isReducing || rows.isReducing
      let columns = table(of: columns, window)
      let rows = AxisTable(rows, start: window.row, count: window.height)
      try load(Self.sourceWindow(columns, rows))
      if isReducing {
        average(scratch.samples, columns: columns, rows: rows, into: &samples)
      } else {
        interpolate(scratch.samples, columns: columns, rows: rows, into: &samples)
      }
    case .warp:
      try warped?.read(window, into: &samples)
    }
  }

  /// Reads a quality layer's numbers, the nearest ones; `outside` where there is no layer.
  mutating func readClasses(
    _ window: Window, outside: UInt16, into samples: inout MutableSpan<UInt16>
  ) throws(TiankanError) {
    switch plan {
    case .copy(let columns, let rows):
      let columns = AxisAlignment(
        offset: Double(columns), ratio: 1, count: source.grid.columns)
      let rows = AxisAlignment(offset: Double(rows), ratio: 1, count: source.grid.rows)
      try pick(
        AxisTable(columns, start: window.column, count: window.width),
        AxisTable(rows, start: window.row, count: window.height), outside, &samples)
    case .resample(let columns, let rows):
      try pick(
        AxisTable(columns, start: window.column, count: window.width),
        AxisTable(rows, start: window.row, count: window.height), outside, &samples)
    case .warp:
      scratch.reshape(width: window.width, height: window.height)
      try Self.read(warped, window, into: &scratch)
      let numbers = scratch.samples
      for position in samples.indices {
        let number = numbers[position]
        samples[position] = number.isNaN ? outside : UInt16(saturating: Double(number))
      }
    }
  }
}

extension BandReader {
  mutating func table(of columns: AxisAlignment, _ window: Window) -> AxisTable {
    if let known = columnTable, known.start == window.column, known.count == window.width {
      return known.table
    }
    let table = AxisTable(columns, start: window.column, count: window.width)
    columnTable = (window.column, window.width, table)
    return table
  }

  /// Gives the memory of the window that was read last back.
  mutating func releaseMemory() {
    scratch = Raster(width: 0, height: 1)
    classes = Raster(width: 0, height: 1)
  }

  private mutating func copy(
    _ target: Window, into samples: inout MutableSpan<Float>
  ) throws(TiankanError) {
    let part = target.intersection(raster.value.info.window)
    if part == target {
      try raster.value.read(band: source.band, window: target, into: &samples)
      if let noData = source.noData { markNoData(&samples, Float(noData)) }
      return
    }
    for position in samples.indices { samples[position] = .nan }
    guard !part.isEmpty else { return }
    try load(part)
    let numbers = scratch.samples
    for row in 0..<part.height {
      let start = (part.row - target.row + row) * target.width + part.column - target.column
      for column in 0..<part.width {
        samples[start + column] = numbers[row * part.width + column]
      }
    }
  }

  /// Reads source pixels into the scratch memory, no data marked.
  private mutating func load(_ window: Window) throws(TiankanError) {
    scratch.reshape(width: window.width, height: window.height)
    guard !window.isEmpty else { return }
    let (source, raster) = (source, raster)
    var samples = scratch.mutableSamples
    try raster.value.read(band: source.band, window: window, into: &samples)
    if let noData = source.noData { markNoData(&samples, Float(noData)) }
  }

  private static func read(
    _ warped: borrowing WarpedBand?, _ window: Window, into raster: inout Raster<Float>
  ) throws(TiankanError) {
    switch warped {
    case .some(let band):
      var samples = raster.mutableSamples
      try band.read(window, into: &samples)
    case nil: break
    }
  }

  private mutating func pick(
    _ columns: AxisTable, _ rows: AxisTable, _ outside: UInt16,
    _ samples: inout MutableSpan<UInt16>
  ) throws(TiankanError) {
    let window = Self.sourceWindow(columns, rows)
    classes.reshape(width: window.width, height: window.height)
    if !window.isEmpty {
      let (source, raster) = (source, raster)
      var numbers = classes.mutableSamples
      try raster.value.read(band: source.band, window: window, into: &numbers)
    }
    pickNearest(
      classes.samples, columns: columns, rows: rows, outside: outside, into: &samples)
  }

  static func sourceWindow(_ columns: AxisTable, _ rows: AxisTable) -> Window {
    Window(
      column: columns.sourceRange.lowerBound, row: rows.sourceRange.lowerBound,
      width: columns.sourceRange.count, height: rows.sourceRange.count)
  }

  /// Whether coordinates of both systems mean the same, whatever their definitions are called.
  private static func areSame(
    _ first: CoordinateReferenceSystem, _ second: CoordinateReferenceSystem
  ) -> Bool {
    if first == second { return true }
    if let code = first.authorityCode, code == second.authorityCode { return true }
    GDALLibrary.prepare()
    guard let left = unsafe OSRNewSpatialReference(first.wkt) else { return false }
    let one = unsafe OSRSpatialReference(owning: left)
    guard let right = unsafe OSRNewSpatialReference(second.wkt) else { return false }
    let other = unsafe OSRSpatialReference(owning: right)
    let options = GDALStringList([
      "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
      "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
    ])
    return unsafe OSRIsSameEx(one.pointer, other.pointer, options.constPointer) != 0
  }
}
