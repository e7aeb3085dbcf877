import Foundation
import Geometry
import Imagery
import Testing

@testable import GeoIO

@Suite struct CloudRasterTests {
  private static func grid(_ columns: Int, _ rows: Int) throws -> Grid {
    Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 399960,
      originY: 3_500_040, pixelWidth: 10, pixelHeight: 10, columns: columns, rows: rows)
  }

  private static func value(_ column: Int, _ row: Int) -> Int16 {
    (column * row) % 7 == 0 || column < 40 && row < 40
      ? .min : Int16((column * 31 + row * 17) % 20000 - 10000)
  }

  private static func output(_ compression: RasterOutput.Compression) -> RasterOutput {
    RasterOutput(
      pixelType: .int16, bands: [.init(name: "ndvi", noData: -32768, scale: 0.0001)],
      metadata: [.init("INDEX", "ndvi"), .init("TIFFTAG_SOFTWARE", "tiankan")],
      layout: .cloudOptimized(.average), compression: compression)
  }

  /// Writes the test image in windows of 1024 pixels, whose tiles come in any order.
  private static func write(
    _ path: String, _ compression: RasterOutput.Compression, columns: Int, rows: Int,
    height: Int = CloudRaster.windowSide, width: Int = CloudRaster.windowSide
  ) throws {
    let grid = try Self.grid(columns, rows)
    let raster = try CloudRaster(path, grid: grid, output(compression))
    var encoder = try raster.makeEncoder(windowSize: (columns: width, rows: height))
    var windows: [Window] = []
    for row in stride(from: 0, to: rows, by: height) {
      for column in stride(from: 0, to: columns, by: width) {
        windows.append(
          Window(column: column, row: row, width: width, height: height)
            .intersection(grid.window))
      }
    }
    var parts: [[CloudRasterPart]] = windows.map { _ in [] }
    for (position, window) in windows.enumerated().reversed() {
      var samples: [Int16] = []
      for row in window.row..<window.endRow {
        for column in window.column..<window.endColumn { samples.append(value(column, row)) }
      }
      parts[position] = try encoder.encode(samples.span, window: window, into: raster)
    }
    for part in parts { try raster.append(part) }
    try raster.finish()
  }

  @Test(arguments: [
    RasterOutput.Compression.deflate(level: 2), .deflate(level: 6), .zstandard(level: 1), .none,
  ])
  func `GDAL reads pixels, means, place and metadata, and its validator finds nothing`(
    _ compression: RasterOutput.Compression
  ) throws {
    let folder = try RasterFolder()
    let path = folder.path("ndvi.tif")
    try Self.write(path, compression, columns: 2500, rows: 1300)
    #expect(folder.names == ["ndvi.tif"])
    let text = try RasterTool.python(
      """
      import sys, numpy
      from osgeo import gdal
      from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
      def halved(image):
          rows, columns = image.shape
          padded = numpy.full((rows + rows % 2, columns + columns % 2), -32768, numpy.int64)
          padded[:rows, :columns] = image
          cells = padded.reshape(padded.shape[0] // 2, 2, padded.shape[1] // 2, 2).transpose(0, 2, 1, 3).reshape(padded.shape[0] // 2, -1, 4)
          valid = cells != -32768
          count = valid.sum(-1)
          mean = numpy.where(valid, cells, 0).sum(-1) / numpy.maximum(count, 1)
          rounded = numpy.where(mean >= 0, numpy.floor(mean + 0.5), numpy.ceil(mean - 0.5))
          return numpy.where(count > 0, rounded, -32768)
      print(*validate(sys.argv[1], full_check=True)[:2])
      source = gdal.Open(sys.argv[1]); band = source.GetRasterBand(1)
      rows, columns = numpy.mgrid[0:1300, 0:2500]
      expected = (columns * 31 + rows * 17) % 20000 - 10000
      expected[(columns * rows) % 7 == 0] = -32768
      expected[:40, :40] = -32768
      print(numpy.array_equal(band.ReadAsArray(), expected))
      for level in range(band.GetOverviewCount()):
          expected = halved(expected)
          overview = band.GetOverview(level)
          print(overview.XSize, overview.YSize, overview.GetNoDataValue(), numpy.array_equal(overview.ReadAsArray(), expected))
      print(band.GetNoDataValue(), band.GetScale(), band.GetDescription())
      print(source.GetGeoTransform(), source.GetSpatialRef().GetAuthorityCode(None))
      print(source.GetMetadataItem('INDEX'), source.GetMetadataItem('TIFFTAG_SOFTWARE'), source.GetMetadataItem('LAYOUT', 'IMAGE_STRUCTURE'))
      """, [path])
    #expect(
      text == """
        [] []
        True
        1250 650 -32768.0 True
        625 325 -32768.0 True
        313 163 -32768.0 True
        -32768.0 0.0001 ndvi
        (399960.0, 10.0, 0.0, 3500040.0, 0.0, -10.0) 32650
        ndvi tiankan COG

        """)
  }

  @Test func `the bytes do not depend on the windows`() throws {
    let folder = try RasterFolder()
    try Self.write(folder.path("a.tif"), .deflate(level: 2), columns: 2500, rows: 1300)
    try Self.write(
      folder.path("b.tif"), .deflate(level: 2), columns: 2500, rows: 1300, height: 512, width: 2500)
    let first = try Data(contentsOf: folder.url.appending(path: "a.tif"))
    #expect(first == (try Data(contentsOf: folder.url.appending(path: "b.tif"))))
  }

  @Test func `a raster that is dropped leaves nothing behind`() throws {
    let folder = try RasterFolder()
    do {
      let raster = try CloudRaster(
        folder.path("ndvi.tif"), grid: try Self.grid(700, 300), Self.output(.none))
      #expect(raster.pyramid.sizes.count == 2)
    }
    #expect(folder.names == [])
  }
}
