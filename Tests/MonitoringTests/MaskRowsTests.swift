import Diagnostics
import GeoIO
import Geometry
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite struct MaskRowsTests {
  /// A mask of a pattern that depends on row and column, 700 rows high so that strips are flushed in between.
  static func state(_ column: Int, _ row: Int) -> UInt8 {
    (column * 7 + row * 13) % 11 == 0 ? 255 : UInt8((column + row) % 2)
  }

  @Test(arguments: [1, 4, 50, 2000])
  func `rows reach the file unchanged but for what was cleared within reach`(reach: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("mask.tif")
    let grid = Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 0, originY: 7000,
      pixelWidth: 10, pixelHeight: 10, columns: 37, rows: 1300)
    let writer = try RasterWriter(
      path, grid: grid,
      RasterOutput(pixelType: .uint8, bands: [.init(name: "change", noData: 255)]))
    var mask = MaskRows(writer: writer, grid: grid, reach: reach)
    for row in 0..<grid.rows {
      let states = (0..<grid.columns).map { Self.state($0, row) }
      try mask.append(states.span)
      // A region that ended in the row above and is as high as it may be: one pixel at its top.
      let top = row - reach
      if row % 97 == 0, top >= 0 {
        mask.clear([PixelRun(row: Int32(top), start: 5, end: 6)])
      }
    }
    try mask.finish()

    var read = Raster<UInt8>(width: grid.columns, height: grid.rows)
    var dataset = try RasterDataset(opening: path)
    var view = read.mutableSamples
    try dataset.read(band: 1, window: grid.window, into: &view)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let isCleared = column == 5 && (row + reach) % 97 == 0 && row + reach < grid.rows
        let expected = isCleared ? 0 : Self.state(column, row)
        if view[row * grid.columns + column] != expected {
          Issue.record("row \(row), column \(column)")
          return
        }
      }
    }
  }
}
