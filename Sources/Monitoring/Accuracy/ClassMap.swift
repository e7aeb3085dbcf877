import Diagnostics
import GeoIO
import Imagery

/// A raster of class numbers, such as a change mask, read in bands of rows.
struct ClassMap: ~Copyable {
  let path: String
  let grid: Grid
  private let noData: UInt16?
  private var dataset: RasterDataset

  /// The number that stands for "no data" in the rows read.
  static let none = UInt16.max
  /// Rows read at once.
  static let rowsAtOnce = 256

  /// - Throws: errors of opening; `.unsupportedFormat` for samples that are no small whole numbers.
  init(opening path: String) throws(TiankanError) {
    let dataset = try RasterDataset(opening: path)
    guard let band = dataset.info.bands.first, dataset.info.bands.count == 1,
      [.uint8, .uint16].contains(band.pixelType)
    else {
      throw TiankanError(
        .unsupportedFormat,
        "a map of classes has one band of 8 or 16 bits; choose the mask that diff --mask writes, or convert it",
        subject: path)
    }
    grid = try dataset.info.grid()
    noData = band.noData.flatMap { UInt16(exactly: $0) }
    self.path = path
    self.dataset = dataset
  }

  /// Reads whole rows; no data is `none`.
  mutating func read(rows: Range<Int>, into raster: inout Raster<UInt16>) throws(TiankanError) {
    raster.reshape(width: grid.columns, height: rows.count)
    var samples = raster.mutableSamples
    try dataset.read(
      band: 1,
      window: Window(column: 0, row: rows.lowerBound, width: grid.columns, height: rows.count),
      into: &samples)
    guard let noData else { return }
    for index in samples.indices where samples[index] == noData { samples[index] = Self.none }
  }
}
