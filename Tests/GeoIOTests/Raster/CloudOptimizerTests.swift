import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

struct CloudOptimizerTests {
  @Test func `a JPEG 2000 band becomes a COG with the same pixels`() throws {
    let folder = try RasterFolder()
    let (source, target) = (folder.path("B04.jp2"), folder.path("B04.tif"))
    try RasterTool.python(
      SceneFixture.writing + """
        image = numpy.random.default_rng(3).integers(0, 9000, (650, 530), dtype='uint16')
        target = write(sys.argv[1] + '.tif', image, (399960, 10, 0, 3500040, 0, -10))
        gdal.GetDriverByName('JP2OpenJPEG').CreateCopy(
            sys.argv[1], target, options=['REVERSIBLE=YES', 'QUALITY=100', 'BLOCKXSIZE=256', 'BLOCKYSIZE=256'])
        """, [source])
    var band = try SceneFixture.source(source, noData: 0)
    band.name = "B04"
    band.scaling = BandScaling(offset: -1000, unit: 0.0001)
    try CloudOptimizer.convert(
      band, to: target, overviews: .average,
      metadata: [.init("PROCESSING_BASELINE", "05.09")])
    var before = try RasterDataset(opening: source)
    var after = try RasterDataset(opening: target)
    #expect(before.backend == .gdal && after.backend == .libtiff)
    #expect(
      try PathComparison.nativeBits(&before, band: 1, window: before.info.window)
        == PathComparison.nativeBits(&after, band: 1, window: after.info.window))
    let info = after.info
    #expect(info.bands[0].noData == 0 && info.bands[0].description == "B04")
    #expect(info.bands[0].scale == 0.0001 && info.bands[0].offset == -0.1)
    #expect(info.metadata["PROCESSING_BASELINE"] == "05.09")
    #expect(try info.grid() == band.grid)
    #expect(info.overviewCount > 0)
  }

  @Test(.enabled(if: TestData.isAvailable))
  func `a real MODIS JPEG 2000 keeps its pixels`() throws {
    let files = try #require(
      FileManager.default.enumerator(
        at: TestData.folder.appending(path: "misc_formats"), includingPropertiesForKeys: nil))
    let paths = files.compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(".jp2") }.sorted()
    let path = try #require(paths.first)
    let folder = try RasterFolder()
    let target = folder.path("band.tif")
    try CloudOptimizer.convert(
      SceneFixture.source(path, noData: nil), to: target, overviews: .nearest)
    var before = try RasterDataset(opening: path)
    var after = try RasterDataset(opening: target)
    #expect(
      try PathComparison.nativeBits(&before, band: 1, window: before.info.window)
        == PathComparison.nativeBits(&after, band: 1, window: after.info.window))
  }
}
