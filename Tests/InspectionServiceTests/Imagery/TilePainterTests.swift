import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

@testable import InspectionService

/// Tiles of a raster beside GDAL's warp of it with the nearest pixel.
@Suite(.enabled(if: Program.hasPython)) struct TilePainterTests {
  private static let tile = (level: 14, column: 13_457, row: 6_599)

  /// Writes a raster with overviews around the tile, in UTM 50N or CGCS2000 degrees, and what GDAL's warp gives.
  private static let script = """
    import sys, math, numpy as np
    from osgeo import gdal, osr
    gdal.UseExceptions()
    folder, z, x, y, system, pixel = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], float(sys.argv[6])
    edge = 20037508.342789244; width = 2 * edge / 2 ** z
    box = (-edge + x * width, edge - (y + 1) * width, -edge + (x + 1) * width, edge - y * width)
    target = osr.SpatialReference(); target.SetFromUserInput(system); target.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    web = osr.SpatialReference(); web.ImportFromEPSG(3857)
    middle = osr.CoordinateTransformation(web, target).TransformPoint((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    n = 700
    rng = np.random.default_rng(7)
    # Blocks of 8 pixels of one number, so that overviews of 2 and 4 by the nearest pixel hold the same numbers.
    values = np.kron(rng.integers(-3000, 9000, (n // 8 + 1, n // 8 + 1)), np.ones((8, 8), int))[:n, :n].astype("i2")
    values[:80, :] = -32768
    raster = gdal.GetDriverByName("GTiff").Create(folder + "/index.tif", n, n, 1, gdal.GDT_Int16, ["TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE"])
    raster.SetProjection(target.ExportToWkt())
    raster.SetGeoTransform((round(middle[0] - n / 2 * pixel, 6), pixel, 0, round(middle[1] + n / 2 * pixel, 6), 0, -pixel))
    band = raster.GetRasterBand(1); band.WriteArray(values); band.SetNoDataValue(-32768); band.SetScale(0.0001)
    raster.FlushCache(); raster.BuildOverviews("NEAREST", [2, 4]); raster = None
    warped = gdal.Warp("", folder + "/index.tif", format="MEM", dstSRS="EPSG:3857", outputBounds=box, width=256, height=256,
                       resampleAlg="near", errorThreshold=0, dstNodata=-32768, overviewLevel="NONE")
    warped.ReadAsArray().astype("<i2").tofile(folder + "/warped.bin")
    """

  @Test(arguments: [("EPSG:32650", 5.0), ("EPSG:32650", 10.0), ("EPSG:4490", 0.000_1)])
  func `a tile has the pixels of GDAL's warp`(system: String, pixel: Double) throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(
      Program.python,
      [
        "-c", Self.script, folder.url.path, "\(Self.tile.level)", "\(Self.tile.column)",
        "\(Self.tile.row)", system, "\(pixel)",
      ])
    try #require(made.status == 0, "\(made.notices)")
    var painter = try TilePainter(book: StretchBook())
    let tile = try #require(
      MapTile(level: Self.tile.level, column: Self.tile.column, row: Self.tile.row))
    let source = ServiceConfiguration.RasterSource(
      id: "x", file: folder.path("index.tif"), band: 1, ramp: .index, titleChinese: "",
      titleEnglish: "")
    let png = try painter.paint(PictureJob(tile: tile, content: .raster(source), stretch: nil))
    try Data(png).write(to: folder.url.appending(path: "tile.png"))
    // The tile as any reader of PNG sees it.
    let read = try Program.run(
      Program.python,
      [
        "-c",
        "import sys; from osgeo import gdal; gdal.Open(sys.argv[1]).ReadAsArray().tofile(sys.argv[2])",
        folder.path("tile.png"), folder.path("tile.bin"),
      ])
    try #require(read.status == 0, "\(read.notices)")
    let pixels = try Data(contentsOf: folder.url.appending(path: "tile.bin"))
    let bytes = try Data(contentsOf: folder.url.appending(path: "warped.bin"))
    try #require(pixels.count == 65_536 && bytes.count == 131_072)
    var same = 0
    var shown = 0
    for position in 0..<65_536 {
      let number = Int16(
        truncatingIfNeeded: Int(bytes[2 * position]) | Int(bytes[2 * position + 1]) << 8)
      let expected =
        number == .min
        ? ColorRamp.noData
        : ColorRamp.position(of: Double(Float(number) * 0.0001), lower: -0.2, upper: 0.9)
      if expected != ColorRamp.noData { shown += 1 }
      let difference = abs(Int(expected) - Int(pixels[position]))
      if difference == 0 || (difference == 1 && expected != ColorRamp.noData) { same += 1 }
    }
    #expect(shown > 40_000)
    // What differs lies on edges of pixels, where either neighbour is the nearest to within a hundredth of a pixel.
    #expect(Double(same) / 65_536 > 0.995, "\(same)")
  }

  @Test func `a tile beside the raster is transparent, and a missing file is an error`() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(
      Program.python,
      [
        "-c", Self.script, folder.url.path, "\(Self.tile.level)", "\(Self.tile.column)",
        "\(Self.tile.row)", "EPSG:32650", "10",
      ])
    try #require(made.status == 0, "\(made.notices)")
    var painter = try TilePainter(book: StretchBook())
    var source = ServiceConfiguration.RasterSource(
      id: "x", file: folder.path("index.tif"), band: 1, ramp: .index, titleChinese: "",
      titleEnglish: "")
    let far = try #require(
      MapTile(level: Self.tile.level, column: Self.tile.column + 50, row: Self.tile.row))
    let png = try painter.paint(PictureJob(tile: far, content: .raster(source), stretch: nil))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(png.count < 2000)
    source.band = 2
    let job = PictureJob(tile: far, content: .raster(source), stretch: nil)
    #expect(throws: TiankanError.self) { _ = try painter.paint(job) }
    source.file = folder.path("none.tif")
    let lost = PictureJob(tile: far, content: .raster(source), stretch: nil)
    #expect(throws: TiankanError.self) { _ = try painter.paint(lost) }
  }
}
