import Diagnostics
import GeoIO
import Imagery

/// A band of a small raster as plain numbers, for tests that loop over pixels.
struct RasterPlane {
  var columns: Int
  var rows: Int
  var values: [Double]

  init(_ path: String, band: Int = 1) throws {
    var dataset = try RasterDataset(opening: path)
    columns = dataset.info.columns
    rows = dataset.info.rows
    var plane = Raster<Double>(width: columns, height: rows)
    var samples = plane.mutableSamples
    try dataset.read(
      band: band, window: Window(column: 0, row: 0, width: columns, height: rows), into: &samples)
    values = plane.samples.indices.map { plane.samples[$0] }
  }

  subscript(column: Int, row: Int) -> Double { values[row * columns + column] }
}
