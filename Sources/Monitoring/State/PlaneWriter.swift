import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// Writes the construction planes of a tile, block by block; pixels that are never written have no data.
///
/// - Complexity: memory is a row of tiles; beside the files a spool holds what is not of one number, compressed.
struct PlaneWriter: ~Copyable {
  private let folder: String
  private let core: Window
  private let grid: Grid
  private let threads: Int
  private var spool: PlaneSpool

  /// The planes of the spool: those of one file stand side by side.
  private static let firstDay = PlaneFiles.statusBands.count
  private static let firstMeasure = firstDay + PlaneFiles.dayBands.count
  private static let planes = firstMeasure + PlaneFiles.measureBands.count

  init(folder: String, core: Window, grid: Grid, threads: Int) throws(TiankanError) {
    spool = try PlaneSpool(
      PlaneFiles.spool(in: folder), planes: Self.planes, columns: core.width, rows: core.height)
    self.folder = folder
    self.core = core
    self.grid = grid
    self.threads = threads
  }

  /// Writes the core of a block.
  ///
  /// - Parameters:
  ///   - window: The pixels of the planes on the monitored grid.
  ///   - part: The pixels to write.
  mutating func write(
    _ planes: borrowing ConstructionBlock, of window: Window, part: Window
  ) throws(TiankanError) {
    let column = part.column - core.column
    let row = part.row - core.row
    try spool.take(planes.status, of: window, part: part, plane: 0, column: column, row: row)
    try spool.take(planes.hits, of: window, part: part, plane: 1, column: column, row: row)
    try spool.take(
      planes.clearObservations, of: window, part: part, plane: 2, column: column, row: row)
    for (number, milestone) in ConstructionBlock.Milestone.allCases.enumerated() {
      try spool.take(
        planes.day(of: milestone), of: window, part: part, plane: Self.firstDay + number,
        column: column, row: row)
    }
    for (number, measure) in ConstructionBlock.Measure.allCases.enumerated() {
      try spool.take(
        planes.measure(measure), of: window, part: part, plane: Self.firstMeasure + number,
        column: column, row: row)
    }
  }

  /// Writes the files and puts them in their places.
  consuming func finish() throws(TiankanError) {
    let chunks = try spool.seal()
    try Self.write(
      spool, chunks, PlaneFiles.status(in: folder), grid.cropped(to: core), .uint8,
      PlaneFiles.statusBands, Double(ConstructionStatus.noData), from: 0,
      fill: ConstructionStatus.noData, threads: threads)
    try Self.write(
      spool, chunks, PlaneFiles.days(in: folder), grid.cropped(to: core), .uint16,
      PlaneFiles.dayBands, nil, from: Self.firstDay, fill: UInt16(0), threads: threads)
    try Self.write(
      spool, chunks, PlaneFiles.measures(in: folder), grid.cropped(to: core), .int16,
      PlaneFiles.measureBands, Double(IndexValue.noData), from: Self.firstMeasure,
      fill: IndexValue.noData, threads: threads)
  }

  private static func write<Sample: PixelSample & FixedWidthInteger>(
    _ spool: borrowing PlaneSpool, _ chunks: ChunkFile, _ path: String, _ grid: Grid,
    _ type: PixelType, _ names: [String], _ noData: Double?, from first: Int, fill: Sample,
    threads: Int
  ) throws(TiankanError) {
    var raster = try StripRasterWriter(
      path, grid: grid,
      RasterOutput(
        pixelType: type, bands: names.map { .init(name: $0, noData: noData) }, layout: .tiled,
        compression: .deflate(level: 1), predictor: .none, threads: threads))
    try spool.write(
      planesFrom: first, bands: names.count, fill: fill, from: chunks, to: &raster)
    try raster.finish()
  }
}
