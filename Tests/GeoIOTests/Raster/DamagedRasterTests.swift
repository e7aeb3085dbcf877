import Diagnostics
import Foundation
import GeoIO
import Imagery
import Testing

struct DamagedRasterTests {
  private static let writing = """
    import sys, numpy
    from osgeo import gdal
    path, codec = sys.argv[1:]
    target = gdal.GetDriverByName('GTiff').Create(
        path, 96, 64, 1, gdal.GDT_UInt16,
        ['TILED=YES', 'BLOCKXSIZE=32', 'BLOCKYSIZE=32', 'COMPRESS=' + codec])
    target.WriteArray(numpy.random.default_rng(7).integers(0, 9000, (64, 96), dtype='uint16'))
    target.FlushCache()
    band = target.GetRasterBand(1)
    offset = int(band.GetMetadataItem('BLOCK_OFFSET_1_1', 'TIFF'))
    size = int(band.GetMetadataItem('BLOCK_SIZE_1_1', 'TIFF'))
    target = None
    """

  @Test(arguments: ["DEFLATE", "LZW", "ZSTD"])
  func `a damaged block is named and its neighbours stay readable`(_ codec: String) throws {
    let folder = try RasterFolder()
    let path = folder.path("damaged.tif")
    try RasterTool.python(
      Self.writing
        + """

        data = bytearray(open(path, 'rb').read())
        for place in range(offset + 2, offset + size - 8): data[place] = 0xFF
        open(path, 'wb').write(data)
        """, [path, codec])
    var dataset = try RasterDataset(opening: path)
    #expect(dataset.backend == .libtiff)
    let bad = Window(column: 40, row: 40, width: 4, height: 4)
    let error = #expect(throws: TiankanError.self) {
      try PathComparison.nativeBits(&dataset, band: 1, window: bad)
    }
    #expect(error?.code == .corrupt)
    #expect(error?.subject == path)
    #expect(error?.message.contains("block 1, 1 of band 1") == true)
    #expect(error?.cause?.isEmpty == false)
    for column in [0, 64] {
      for row in [0, 32] {
        let good = Window(column: column, row: row, width: 32, height: 32)
        #expect(try PathComparison.nativeBits(&dataset, band: 1, window: good).contains { $0 != 0 })
      }
    }
    // The failure must not have poisoned the cache.
    #expect(throws: TiankanError.self) {
      try PathComparison.nativeBits(&dataset, band: 1, window: bad)
    }
    var reference = try RasterDataset(opening: path, backend: .gdal)
    let failure = #expect(throws: TiankanError.self) {
      try PathComparison.nativeBits(&reference, band: 1, window: bad)
    }
    #expect(failure?.code == .corrupt)
    #expect(failure?.cause?.contains("X offset 1, Y offset 1") == true)
  }

  @Test func `a truncated file is corrupt where its bytes are missing and readable before`() throws
  {
    let folder = try RasterFolder()
    let path = folder.path("truncated.tif")
    // The directory of files that GDAL writes at once stands in front, so only pixels are lost.
    try RasterTool.python(
      Self.writing + "\nopen(path, 'r+b').truncate(offset + size // 2)\n", [path, "DEFLATE"])
    var dataset = try RasterDataset(opening: path)
    let head = Window(column: 0, row: 0, width: 96, height: 32)
    #expect(try PathComparison.nativeBits(&dataset, band: 1, window: head).contains { $0 != 0 })
    let error = #expect(throws: TiankanError.self) {
      try PathComparison.nativeBits(
        &dataset, band: 1, window: Window(column: 32, row: 32, width: 1, height: 1))
    }
    #expect(error?.code == .corrupt)
    #expect(error?.cause?.contains("truncated") == true)
  }

  @Test func `missing, empty, foreign and headless files are told apart`() throws {
    let folder = try RasterFolder()
    func code(_ name: String) -> TiankanError.Code? {
      do {
        _ = try RasterInfo(of: folder.path(name))
        return nil
      } catch { return error.code }
    }
    #expect(code("absent.tif") == .notFound)
    try Data().write(to: folder.url.appending(path: "empty.tif"))
    #expect(code("empty.tif") == .corrupt)
    try Data("not an image".utf8).write(to: folder.url.appending(path: "text.tif"))
    #expect(code("text.tif") == .unsupportedFormat)
    // A little-endian TIFF header that points to a directory beyond the end.
    try Data([0x49, 0x49, 42, 0, 0xFF, 0, 0, 0]).write(
      to: folder.url.appending(path: "headless.tif"))
    #expect(code("headless.tif") == .corrupt)
    #expect(code("absent/../text.tif") == .notFound)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func `a file without permission is refused as such`() throws {
    let folder = try RasterFolder()
    let path = folder.path("closed.tif")
    try Data([0x49, 0x49, 42, 0]).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let error = #expect(throws: TiankanError.self) { try RasterInfo(of: path) }
    #expect(error?.code == .permission)
  }

  @Test func `a band that is not there is refused`() throws {
    let folder = try RasterFolder()
    let path = folder.path("one.tif")
    try RasterTool.python(Self.writing, [path, "NONE"])
    var dataset = try RasterDataset(opening: path)
    var plane = Raster<UInt16>(width: 1, height: 1)
    let error = #expect(throws: TiankanError.self) {
      var samples = plane.mutableSamples
      try dataset.read(
        band: 2, window: Window(column: 0, row: 0, width: 1, height: 1), into: &samples)
    }
    #expect(error?.code == .missingBand)
  }
}
