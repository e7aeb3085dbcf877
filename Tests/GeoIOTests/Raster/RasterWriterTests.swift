import Diagnostics
import Foundation
import Geometry
import GeoIO
import Imagery
import TestSupport
import Testing

struct RasterWriterTests {
  private static func grid(_ columns: Int, _ rows: Int) throws -> Grid {
    Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 399960,
      originY: 3_500_040, pixelWidth: 10, pixelHeight: 10, columns: columns, rows: rows)
  }

  private static func output(
    _ layout: RasterOutput.Layout, threads: Int = 1
  ) -> RasterOutput {
    RasterOutput(
      pixelType: .int16,
      bands: [.init(name: "ndvi", noData: -32768, scale: 0.0001, offset: 0, unit: "1")],
      metadata: [.init("INDEX", "ndvi"), .init("FORMULA", "(nir − red) / (nir + red)")],
      layout: layout, threads: threads)
  }

  private static func value(_ column: Int, _ row: Int) -> Int16 {
    if column < 40, row < 40 { return -32768 }
    return Int16(truncatingIfNeeded: (column &* 31 &+ row &* 17) % 20000 - 10000)
  }

  @Test(arguments: [(1300, 1100), (512, 512), (700, 3)])
  func `rows of tiles in order make the image, and the same bytes again`(_ size: (Int, Int)) throws
  {
    let folder = try TemporaryFolder()
    let grid = try Self.grid(size.0, size.1)
    var output = Self.output(.tiled)
    output.bands.append(output.bands[0])
    for name in ["a.tif", "b.tif"] {
      var writer = try StripRasterWriter(folder.path(name), grid: grid, output)
      for band in 1...2 {
        for row in stride(from: 0, to: size.1, by: StripRasterWriter.stripHeight) {
          var strip = Raster<Int16>(
            width: size.0, height: min(StripRasterWriter.stripHeight, size.1 - row))
          for line in 0..<strip.height {
            for column in 0..<size.0 {
              strip[column, line] = Self.value(column, row + line) / Int16(band)
            }
          }
          try writer.write(band: band, row: row, strip.samples)
        }
      }
      try writer.finish()
    }
    #expect(
      try Data(contentsOf: URL(filePath: folder.path("a.tif")))
        == Data(contentsOf: URL(filePath: folder.path("b.tif"))))
    var dataset = try RasterDataset(opening: folder.path("a.tif"))
    var found = Raster<Int16>(width: size.0, height: size.1)
    for band in 1...2 {
      do {
        var samples = found.mutableSamples
        try dataset.read(band: band, window: grid.window, into: &samples)
      }
      var differing = 0
      for row in 0..<size.1 {
        for column in 0..<size.0
        where found[column, row] != Self.value(column, row) / Int16(band) { differing += 1 }
      }
      #expect(differing == 0)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        == ["a.tif", "b.tif"])
  }

  /// Writes the test image in windows of a size, in order or backwards.
  private static func write(
    _ path: String, _ output: RasterOutput, size: (Int, Int), tile: Int, backwards: Bool = false
  ) throws {
    let grid = try grid(size.0, size.1)
    var writer = try RasterWriter(path, grid: grid, output)
    var windows: [Window] = []
    for row in stride(from: 0, to: size.1, by: tile) {
      for column in stride(from: 0, to: size.0, by: tile) {
        windows.append(
          Window(column: column, row: row, width: tile, height: tile).intersection(grid.window))
      }
    }
    if backwards { windows.reverse() }
    for window in windows {
      var samples: [Int16] = []
      for row in window.row..<window.endRow {
        for column in window.column..<window.endColumn { samples.append(value(column, row)) }
      }
      try writer.write(band: 1, window: window, samples.span)
    }
    try writer.finish()
  }

  @Test func `a written raster reads back with pixels, place, no data, scale and metadata`() throws
  {
    let folder = try RasterFolder()
    let path = folder.path("ndvi.tif")
    try Self.write(path, Self.output(.cloudOptimized(.average)), size: (700, 1100), tile: 256)
    #expect(folder.names == ["ndvi.tif"])
    let text = try RasterTool.python(
      """
      import sys, numpy
      from osgeo import gdal
      source = gdal.Open(sys.argv[1]); band = source.GetRasterBand(1)
      rows, columns = numpy.mgrid[0:1100, 0:700]
      expected = (columns * 31 + rows * 17) % 20000 - 10000
      expected[:40, :40] = -32768
      print(numpy.array_equal(band.ReadAsArray(), expected))
      print(band.GetNoDataValue(), band.GetScale(), band.GetOffset(), band.GetDescription(), band.GetUnitType())
      print(source.GetGeoTransform(), source.GetSpatialRef().GetAuthorityCode(None))
      print(source.GetMetadataItem('INDEX'), source.GetMetadataItem('FORMULA'))
      print(source.GetMetadataItem('LAYOUT', 'IMAGE_STRUCTURE'), source.GetMetadataItem('COMPRESSION', 'IMAGE_STRUCTURE'))
      small = band.GetOverview(0).ReadAsArray()
      print(band.GetOverviewCount(), small[10, 10], abs(int(small[300, 100]) - round(expected[600:602, 200:202].mean())) <= 1)
      """, [path])
    #expect(
      text == """
        True
        -32768.0 0.0001 0.0 ndvi 1
        (399960.0, 10.0, 0.0, 3500040.0, 0.0, -10.0) 32650
        ndvi (nir − red) / (nir + red)
        COG DEFLATE
        2 -32768 True

        """)
  }

  @Test func `the cloud-optimized layout passes GDAL's validator`() throws {
    let folder = try RasterFolder()
    let path = folder.path("ndvi.tif")
    try Self.write(path, Self.output(.cloudOptimized(.nearest)), size: (1300, 900), tile: 512)
    let text = try RasterTool.python(
      """
      import sys
      from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
      warnings, errors, details = validate(sys.argv[1], full_check=True)
      print(warnings, errors)
      """, [path])
    #expect(text == "[] []\n")
  }

  @Test(arguments: [RasterOutput.Layout.cloudOptimized(.average), .tiled])
  func `the bytes repeat for any order of windows and number of threads`(
    _ layout: RasterOutput.Layout
  ) throws {
    let folder = try RasterFolder()
    try Self.write(folder.path("a.tif"), Self.output(layout), size: (1300, 900), tile: 512)
    try Self.write(
      folder.path("b.tif"), Self.output(layout, threads: 2), size: (1300, 900), tile: 200,
      backwards: true)
    let first = try Data(contentsOf: folder.url.appending(path: "a.tif"))
    #expect(first == (try Data(contentsOf: folder.url.appending(path: "b.tif"))))
  }

  @Test func `a writer that is dropped leaves the old file and nothing else`() throws {
    let folder = try RasterFolder()
    let path = folder.path("mask.tif")
    try Data("precious".utf8).write(to: URL(filePath: path))
    func begin() throws {
      var writer = try RasterWriter(path, grid: Self.grid(64, 64), Self.output(.tiled))
      let samples = [Int16](repeating: 5, count: 64)
      try writer.write(
        band: 1, window: Window(column: 0, row: 0, width: 64, height: 1), samples.span)
      #expect(folder.names.count == 2)
    }
    try begin()
    #expect(folder.names == ["mask.tif"])
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("precious".utf8))
  }

  @Test func `outputs that cannot be are refused before any work`() throws {
    let folder = try RasterFolder()
    func code(_ path: String, _ output: RasterOutput) -> TiankanError.Code? {
      do throws(TiankanError) {
        try Self.start(path, output)
        return nil
      } catch { return error.code }
    }
    let output = Self.output(.tiled)
    #expect(code(folder.path("absent/x.tif"), output) == .notFound)
    #expect(code(folder.url.path, output) == .usage)
    #expect(code("/vsimem/x.tif", output) == .usage)
    #expect(code("/proc/x.tif", output) != nil)
    var mixed = output
    mixed.bands.append(.init(name: "second", noData: 0))
    #expect(code(folder.path("x.tif"), mixed) == .usage)
    #expect(folder.names.isEmpty)
  }

  private static func start(_ path: String, _ output: RasterOutput) throws(TiankanError) {
    let area: Grid
    do { area = try grid(8, 8) } catch { throw TiankanError(.bug, "\(error)") }
    let writer = try RasterWriter(path, grid: area, output)
    _ = consume writer
  }

  @Test(.enabled(if: geteuid() == 0, "mounting a small file system needs root"))
  func `a full disk is said so and the old file survives`() throws {
    let folder = try RasterFolder()
    let mounted = try RasterTool.run(
      "mount", ["-t", "tmpfs", "-o", "size=512k", "none", folder.url.path])
    try #require(mounted.status == 0, "\(mounted.output)")
    defer { _ = try? RasterTool.run("umount", [folder.url.path]) }
    let path = folder.path("ndvi.tif")
    try Data("precious".utf8).write(to: URL(filePath: path))
    let error = #expect(throws: TiankanError.self) {
      try Self.write(path, Self.output(.tiled), size: (1024, 1024), tile: 512)
    }
    #expect(error?.code == .diskFull)
    #expect(folder.names == ["ndvi.tif"])
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("precious".utf8))
  }
}
