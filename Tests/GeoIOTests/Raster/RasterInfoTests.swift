import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

struct RasterInfoTests {
  @Test func `size, type, layout, scale and metadata are what the file states`() throws {
    let folder = try RasterFolder()
    let path = folder.path("described.tif")
    try RasterTool.python(
      SceneFixture.writing + """
        target = write(sys.argv[1], numpy.ones((70, 50), 'int16'), (399960, 10, 0, 3500040, 0, -10),
            options=('TILED=YES', 'BLOCKXSIZE=64', 'BLOCKYSIZE=32', 'COMPRESS=LZW', 'PREDICTOR=2'))
        band = target.GetRasterBand(1)
        band.SetNoDataValue(-32768); band.SetScale(0.0001); band.SetOffset(-0.1)
        band.SetDescription('红'); band.SetUnitType('reflectance')
        target.SetMetadata({'PROCESSING_BASELINE': '05.09', 'TIFFTAG_SOFTWARE': 'probe'})
        target.BuildOverviews('NEAREST', [2])
        """, [path])
    let info = try RasterInfo(of: path)
    #expect(info.columns == 50 && info.rows == 70 && info.bands.count == 1)
    let band = info.bands[0]
    #expect(band.pixelType == .int16 && band.noData == -32768)
    #expect(band.scale == 0.0001 && band.offset == -0.1)
    #expect(band.description == "红" && band.unit == "reflectance")
    #expect(info.blockWidth == 64 && info.blockHeight == 32)
    #expect(info.compression == "LZW" && info.predictor == 2)
    #expect(info.metadata["PROCESSING_BASELINE"] == "05.09")
    #expect(info.metadata["TIFFTAG_SOFTWARE"] == "probe")
    #expect(info.overviewCount == 1)
    let grid = try info.grid()
    #expect(grid.crs.authorityCode == "EPSG:32650")
    #expect(grid.geoTransform == [399960, 10, 0, 3500040, 0, -10])
  }

  @Test func `images without a usable place are refused for the right reason`() throws {
    let folder = try RasterFolder()
    try RasterTool.python(
      SceneFixture.writing + """
        folder = sys.argv[1] + '/'
        image = numpy.ones((20, 20), 'uint16')
        write(folder + 'bare.tif', image, None, None)
        write(folder + 'nocrs.tif', image, (400000, 10, 0, 3500000, 0, -10), None)
        write(folder + 'rotated.tif', image, (400000, 9, 3, 3500000, 3, -9))
        write(folder + 'southup.tif', image, (400000, 10, 0, 3500000, 0, 10))
        target = write(folder + 'rpc.tif', image, None, None)
        names = ['LINE_OFF', 'SAMP_OFF', 'LAT_OFF', 'LONG_OFF', 'HEIGHT_OFF', 'LINE_SCALE', 'SAMP_SCALE',
                 'LAT_SCALE', 'LONG_SCALE', 'HEIGHT_SCALE']
        rpc = {name: '10' for name in names}
        for name in ['LINE_NUM_COEFF', 'LINE_DEN_COEFF', 'SAMP_NUM_COEFF', 'SAMP_DEN_COEFF']:
            rpc[name] = ' '.join(['1'] + ['0'] * 19)
        target.SetMetadata(rpc, 'RPC')
        target = write(folder + 'gcp.tif', image, None, None)
        system = osr.SpatialReference(); system.ImportFromEPSG(32650)
        target.SetGCPs([gdal.GCP(400000 + 13 * x + y, 3500000 - 11 * y + x, 0, x, y) for x in (0, 20) for y in (0, 20)], system)
        """, [folder.url.path])
    func code(_ name: String) throws -> TiankanError {
      try #require(throws: TiankanError.self) { try RasterInfo(of: folder.path(name)).grid() }
    }
    #expect(try code("bare.tif").code == .missingCRS)
    #expect(try code("nocrs.tif").code == .missingCRS)
    #expect(try code("rotated.tif").code == .unsuitableCRS)
    #expect(try code("southup.tif").code == .unsuitableCRS)
    #expect(try code("rpc.tif").code == .notOrthorectified)
    #expect(try code("rpc.tif").message.contains("orthorectification"))
    #expect(try code("gcp.tif").code == .notOrthorectified)
  }

  @Test func `a file that georeferences pixel centres is shifted as GDAL shifts it`() throws {
    let folder = try RasterFolder()
    let path = folder.path("point.tif")
    try RasterTool.python(
      SceneFixture.writing + """
        target = write(sys.argv[1], numpy.ones((20, 20), 'uint16'), (400000, 10, 0, 3500000, 0, -10))
        target.SetMetadataItem('AREA_OR_POINT', 'Point')
        """, [path])
    #expect(try RasterInfo(of: path).grid().originX == 400000)
  }

  @Test(.enabled(if: TestData.isAvailable))
  func `a Landsat band with its metadata yields its grid`() throws {
    let path = TestData.path("landsat_china/Taizhou")
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let image = try #require(names.first { $0.hasSuffix(".tif") })
    let info = try RasterInfo(of: path + "/" + image)
    #expect(info.columns == 400 && info.rows == 400)
  }
}
