import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct RasterPyramidTests {
  private static let script = """
    import sys, numpy as np
    from osgeo import gdal
    gdal.UseExceptions()
    n = 300
    values = (np.arange(n)[:, None] * 7 + np.arange(n)[None, :] * 3).astype("i2")
    raster = gdal.GetDriverByName("GTiff").Create(sys.argv[1], n, n, 1, gdal.GDT_Int16, ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"])
    raster.GetRasterBand(1).WriteArray(values); raster.FlushCache()
    raster.BuildOverviews("AVERAGE", [2, 4])
    """

  @Test func `overviews come as the file has them, full pixels as they are`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("x.tif")
    let made = try Program.run(Program.python, ["-c", Self.script, path])
    try #require(made.status == 0, "\(made.notices)")
    let pyramid = try RasterPyramid(opening: path)
    for factor in [1, 2, 4] {
      let window = Window(column: 40, row: 80, width: 64, height: 32)
      var plane = [Float](repeating: 0, count: 64 * 32 / factor / factor)
      var span = plane.mutableSpan
      try pyramid.read(band: 1, window: window, factor: factor, into: &span)
      // The mean of a plane is its value in the middle; GDAL rounds half up.
      for row in 0..<(32 / factor) {
        for column in 0..<(64 / factor) {
          let middle = Double(factor - 1) / 2
          let value =
            7 * (80 + Double(row * factor) + middle) + 3 * (40 + Double(column * factor) + middle)
          #expect(abs(Double(plane[row * 64 / factor + column]) - value) <= 0.5)
        }
      }
    }
    #expect(throws: TiankanError.self) {
      var plane = [Float](repeating: 0, count: 1)
      var span = plane.mutableSpan
      try pyramid.read(
        band: 2, window: Window(column: 0, row: 0, width: 1, height: 1), factor: 1, into: &span)
    }
  }

  @Test func `GDAL reads the pixels of a written picture`() throws {
    let folder = try TemporaryFolder()
    var encoder = try PNGEncoder()
    var generator = SeededGenerator(seed: 11)
    var pixels = (0..<97 * 31).map { _ in UInt32.random(in: .min ... .max, using: &generator) }
    // Rows that repeat are stored otherwise.
    for position in 97 * 5..<97 * 9 { pixels[position] = pixels[position - 97] }
    let full = try encoder.encode(pixels: pixels.span, width: 97)
    var smaller = try PNGEncoder(level: 5)
    let opaque = try smaller.encode(pixels: pixels.span, width: 97, isOpaque: true)
    let indices = pixels.map { UInt8(truncatingIfNeeded: $0) }
    let colors = (0..<256).map { UInt32($0) << 24 | UInt32($0) * 0x01_0305 & 0xFF_FFFF }
    let small = try encoder.encode(indices: indices.span, width: 97, colors: colors)
    #expect(try encoder.encode(pixels: pixels.span, width: 97) == full)
    for (name, bytes) in [("full.png", full), ("small.png", small), ("opaque.png", opaque)] {
      try Data(bytes).write(to: folder.url.appending(path: name))
    }
    let read = try Program.run(
      Program.python,
      [
        "-c",
        """
        import sys
        from osgeo import gdal
        gdal.UseExceptions()
        gdal.Open(sys.argv[1] + "/full.png").ReadAsArray().transpose(1, 2, 0).tofile(sys.argv[1] + "/full.bin")
        gdal.Open(sys.argv[1] + "/opaque.png").ReadAsArray().transpose(1, 2, 0).tofile(sys.argv[1] + "/opaque.bin")
        image = gdal.Open(sys.argv[1] + "/small.png")
        image.ReadAsArray().tofile(sys.argv[1] + "/small.bin")
        table = image.GetRasterBand(1).GetColorTable()
        print(*table.GetColorEntry(200))
        """, folder.url.path,
      ])
    try #require(read.status == 0, "\(read.notices)")
    let found = try Data(contentsOf: folder.url.appending(path: "full.bin"))
    let expected = pixels.flatMap {
      [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255), UInt8($0 >> 24)]
    }
    #expect(Array(found) == expected)
    let opaqueFound = try Data(contentsOf: folder.url.appending(path: "opaque.bin"))
    #expect(
      Array(opaqueFound)
        == pixels.flatMap { [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)] })
    #expect(
      Array(try Data(contentsOf: folder.url.appending(path: "small.bin"))) == indices)
    let color = colors[200]
    #expect(
      read.output.trimmingCharacters(in: .whitespacesAndNewlines)
        == "\(color >> 16 & 255) \(color >> 8 & 255) \(color & 255) \(color >> 24)")
  }
}
