import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// The files of a tile's construction planes: numbers of one type in each, on the pixels of the tile's core.
///
/// `status.tif` has status, hits and clear observations, `days.tif` the milestones in days since 1970-01-01, `measures.tif` the
/// evidence (`docs/formats.md`).
enum PlaneFiles {
  static let statusBands = ["status", "hits", "clear_observations"]
  static let dayBands = ["first", "provisional", "confirmed", "last", "end"]
  static let measureBands = ["vegetation_loss", "soil_rise", "brightness_rise", "confidence"]

  static func status(in folder: String) -> String { "\(folder)/status.tif" }
  static func days(in folder: String) -> String { "\(folder)/days.tif" }
  static func measures(in folder: String) -> String { "\(folder)/measures.tif" }
}

/// Writes the construction planes of a tile, block by block; pixels that are never written have no data.
struct PlaneWriter: ~Copyable {
  private var status: RasterWriter
  private var days: RasterWriter
  private var measures: RasterWriter
  private let core: Window
  private var bytes = Raster<UInt8>(width: 0, height: 0)
  private var words = Raster<UInt16>(width: 0, height: 0)
  private var numbers = Raster<Int16>(width: 0, height: 0)

  init(folder: String, core: Window, grid: Grid, threads: Int) throws(TiankanError) {
    let part = grid.cropped(to: core)
    func output(_ type: PixelType, _ names: [String], _ noData: Double?) -> RasterOutput {
      RasterOutput(
        pixelType: type, bands: names.map { .init(name: $0, noData: noData) }, layout: .tiled,
        compression: .deflate(level: 1), predictor: .none, threads: threads)
    }
    let status = try RasterWriter(
      PlaneFiles.status(in: folder), grid: part,
      output(.uint8, PlaneFiles.statusBands, Double(ConstructionStatus.noData)))
    let days = try RasterWriter(
      PlaneFiles.days(in: folder), grid: part, output(.uint16, PlaneFiles.dayBands, nil))
    let measures = try RasterWriter(
      PlaneFiles.measures(in: folder), grid: part,
      output(.int16, PlaneFiles.measureBands, Double(IndexValue.noData)))
    self.status = status
    self.days = days
    self.measures = measures
    self.core = core
  }

  /// Writes the core of a block.
  ///
  /// - Parameters:
  ///   - window: The pixels of the planes on the monitored grid.
  ///   - part: The pixels to write.
  mutating func write(
    _ planes: borrowing ConstructionBlock, of window: Window, part: Window
  ) throws(TiankanError) {
    let target = Window(
      column: part.column - core.column, row: part.row - core.row, width: part.width,
      height: part.height)
    try Self.put(planes.status, window, part, &bytes, 1, target, &status)
    try Self.put(planes.hits, window, part, &bytes, 2, target, &status)
    try Self.put(planes.clearObservations, window, part, &bytes, 3, target, &status)
    for (number, milestone) in ConstructionBlock.Milestone.allCases.enumerated() {
      try Self.put(planes.day(of: milestone), window, part, &words, number + 1, target, &days)
    }
    for (number, measure) in ConstructionBlock.Measure.allCases.enumerated() {
      try Self.put(planes.measure(measure), window, part, &numbers, number + 1, target, &measures)
    }
  }

  /// Puts the files in their places.
  consuming func finish() throws(TiankanError) {
    try status.finish()
    try days.finish()
    try measures.finish()
  }

  private static func put<Sample: PixelSample>(
    _ plane: Span<Sample>, _ window: Window, _ part: Window, _ buffer: inout Raster<Sample>,
    _ band: Int, _ target: Window, _ writer: inout RasterWriter
  ) throws(TiankanError) {
    buffer.reshape(width: part.width, height: part.height)
    var values = buffer.mutableSamples
    for row in 0..<part.height {
      let source = (part.row + row - window.row) * window.width + part.column - window.column
      for column in 0..<part.width { values[row * part.width + column] = plane[source + column] }
    }
    try writer.write(band: band, window: target, buffer.samples)
  }
}
