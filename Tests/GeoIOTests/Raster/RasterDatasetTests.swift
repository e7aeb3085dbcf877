import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

struct RasterDatasetTests {
  @Test(arguments: RasterCorpus.types)
  func `libtiff and GDAL give the same pixels for every layout`(_ type: String) throws {
    let folder = try RasterFolder()
    let names = try RasterCorpus.make(type: type, in: folder)
    #expect(names.count == (type.hasPrefix("Float") ? 11 : 8) * 16 + 4)
    for name in names { try PathComparison.expectEqualPaths(folder.path(name)) }
  }

  @Test(.enabled(if: TestData.isAvailable))
  func `libtiff and GDAL give the same pixels for every real file`() throws {
    let suffixes: Set = ["tif", "tiff", "jp2", "png"]
    let files = try #require(
      FileManager.default.enumerator(at: TestData.folder, includingPropertiesForKeys: nil))
    var byLibrary: [RasterDataset.Backend: Int] = [:]
    for case let file as URL in files
    where suffixes.contains(file.pathExtension.lowercased()) {
      let dataset = try RasterDataset(opening: file.path)
      byLibrary[dataset.backend, default: 0] += 1
      if dataset.backend == .libtiff {
        try PathComparison.expectEqualPaths(file.path)
      } else {
        #expect(dataset.info.format != "GTiff", "\(file.path) is left to GDAL")
      }
    }
    print("real files through libtiff: \(byLibrary[.libtiff] ?? 0), GDAL: \(byLibrary[.gdal] ?? 0)")
    #expect((byLibrary[.libtiff] ?? 0) > 0)
  }

  /// The numbers that were written are the judge, since only GDAL reads LERC.
  @Test(arguments: ["LERC", "LERC_DEFLATE", "LERC_ZSTD"], ["UInt16", "Byte", "Float32"])
  func `LERC without loss gives the numbers that were written`(
    _ codec: String, _ type: String
  ) throws {
    let folder = try RasterFolder()
    let path = folder.path("lerc.tif")
    let printed = try RasterTool.python(
      """
      import sys, numpy
      from osgeo import gdal
      gdal.UseExceptions()
      path, codec, name = sys.argv[1:]
      kind = {'UInt16': 'uint16', 'Byte': 'uint8', 'Float32': 'float32'}[name]
      values = numpy.random.default_rng(9).integers(0, 250, (2, 70, 90)).astype(kind)
      values[:, 10:30, 20:60] = 7
      target = gdal.GetDriverByName('GTiff').Create(
          path, 90, 70, 2, gdal.GetDataTypeByName(name),
          ['TILED=YES', 'BLOCKXSIZE=32', 'BLOCKYSIZE=32', 'COMPRESS=' + codec, 'MAX_Z_ERROR=0'])
      target.WriteArray(values)
      target = None
      print(' '.join(str(int(value)) for value in values.ravel()))
      """, [path, codec, type])
    let written = printed.split(whereSeparator: \.isWhitespace).compactMap { Double(String($0)) }
    var dataset = try RasterDataset(opening: path)
    #expect(written.count == 2 * dataset.info.window.pixelCount)
    let windows = [
      dataset.info.window, Window(column: 17, row: 25, width: 60, height: 40),
      Window(column: 89, row: 69, width: 1, height: 1),
    ]
    for band in 1...2 {
      for window in windows {
        var plane = Raster<Double>(width: window.width, height: window.height)
        var samples = plane.mutableSamples
        try dataset.read(band: band, window: window, into: &samples)
        for row in 0..<window.height {
          let start = ((band - 1) * 70 + window.row + row) * 90 + window.column
          for column in 0..<window.width
          where samples[row * window.width + column] != written[start + column] {
            Issue.record("\(codec) \(type), band \(band), \(window): \(column), \(row)")
          }
        }
      }
    }
  }

  @Test func `integers become floats exactly and saturate where a type cannot hold them`() throws {
    let folder = try RasterFolder()
    let path = folder.path("values.tif")
    try RasterTool.python(
      """
      import sys, numpy
      from osgeo import gdal
      target = gdal.GetDriverByName('GTiff').Create(sys.argv[1], 6, 1, 1, gdal.GDT_Float32)
      target.WriteArray(numpy.array([[-7.5, 2.5, 300.4, 70000, numpy.nan, 65535]], 'float32'))
      """, [path])
    var dataset = try RasterDataset(opening: path)
    #expect(dataset.backend == .libtiff)
    #expect(try values(&dataset, as: UInt8.self) == [0, 3, 255, 255, 0, 255])
    #expect(try values(&dataset, as: UInt16.self) == [0, 3, 300, 65535, 0, 65535])
    #expect(try values(&dataset, as: Int16.self) == [-8, 3, 300, 32767, 0, 32767])
    #expect(try values(&dataset, as: Double.self)[..<4] == [-7.5, 2.5, 300.3999938964844, 70000])
  }

  @Test func `a block is decoded once while windows move across it`() throws {
    let folder = try RasterFolder()
    let path = folder.path("tiles.tif")
    try RasterTool.python(
      """
      import sys, numpy
      from osgeo import gdal
      target = gdal.GetDriverByName('GTiff').Create(
          sys.argv[1], 64, 64, 2, gdal.GDT_UInt16,
          ['TILED=YES', 'BLOCKXSIZE=32', 'BLOCKYSIZE=32', 'COMPRESS=DEFLATE', 'INTERLEAVE=PIXEL'])
      target.WriteArray(numpy.arange(8192, dtype='uint16').reshape(2, 64, 64))
      """, [path])
    var dataset = try RasterDataset(opening: path)
    for row in 0..<8 {
      let window = Window(column: 8, row: row * 8, width: 48, height: 8)
      for band in 1...2 {
        _ = try PathComparison.nativeBits(&dataset, band: band, window: window)
      }
    }
    #expect(dataset.counters.blocksDecoded == 4)
    #expect(dataset.counters.cacheHits == 8 * 2 * 2 - 4)
    #expect(dataset.counters.bytesRead > 0)
  }

  private func values<Sample: PixelSample>(
    _ dataset: inout RasterDataset, as: Sample.Type
  ) throws -> [Sample] {
    var plane = Raster<Sample>(width: dataset.info.columns, height: dataset.info.rows)
    var samples = plane.mutableSamples
    try dataset.read(band: 1, window: dataset.info.window, into: &samples)
    return unsafe samples.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
