import Foundation
import Imagery
import TestSupport
import Testing

@testable import GeoIO

struct DescribedFilesTests {
  /// Writes a raster of one number with a name of its size.
  private static func write(_ number: Int, columns: Int, to path: String) throws {
    let done = try Program.run(
      "/usr/bin/python3",
      [
        "-c",
        """
        import sys
        from osgeo import gdal
        raster = gdal.GetDriverByName("GTiff").Create(sys.argv[1], int(sys.argv[3]), 8, 1, gdal.GDT_Int16, ["COMPRESS=DEFLATE"])
        raster.GetRasterBand(1).Fill(int(sys.argv[2]))
        """, path, "\(number)", "\(columns)",
      ])
    #expect(done.status == 0, "\(done.notices)")
  }

  private static func read(_ path: String) throws -> (columns: Int, first: Int16) {
    var dataset = try RasterDataset(opening: path)
    var plane = Raster<Int16>(width: dataset.info.columns, height: dataset.info.rows)
    let window = dataset.info.window
    var samples = plane.mutableSamples
    try dataset.read(band: 1, window: window, into: &samples)
    return (dataset.info.columns, plane.samples[0])
  }

  @Test func `a file that is opened again says what it says now`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("band.tif")
    try Self.write(7, columns: 16, to: path)
    let stamp = try #require(DescribedFiles.Stamp(path))
    for _ in 0..<2 {
      let found = try Self.read(path)
      #expect(found.columns == 16 && found.first == 7)
    }
    #expect(DescribedFiles.shared.info(of: path, stamp)?.columns == 16)
    // Written anew under the same name, with other pixels, then with another size.
    for (number, columns) in [(9, 16), (11, 24)] {
      try Self.write(number, columns: columns, to: path)
      let found = try Self.read(path)
      #expect(found.columns == columns && found.first == Int16(number))
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: (any Error).self) { try Self.read(path) }
  }

  @Test func `memory has a limit, and what GDAL keeps beside a file counts as the file`() throws {
    let folder = try TemporaryFolder()
    let files = DescribedFiles(limit: 2)
    var stamps: [DescribedFiles.Stamp] = []
    for number in 0..<3 {
      let path = folder.path("\(number).tif")
      try Self.write(number, columns: 8, to: path)
      let stamp = try #require(DescribedFiles.Stamp(path))
      stamps.append(stamp)
      files.keep(try RasterDataset(opening: path, backend: .gdal).info, stamp)
    }
    #expect(files.info(of: folder.path("0.tif"), stamps[0]) == nil)
    #expect(files.info(of: folder.path("2.tif"), stamps[2]) != nil)
    try "<PAMDataset/>".write(
      toFile: folder.path("2.tif.aux.xml"), atomically: true, encoding: .utf8)
    #expect(DescribedFiles.Stamp(folder.path("2.tif")) != stamps[2])
    #expect(DescribedFiles.Stamp("/vsimem/x.tif") == nil)
    #expect(DescribedFiles.Stamp(folder.path("none.tif")) == nil)
  }

  @Test func `files are described ahead until half of the room is taken or nobody wants them`()
    throws
  {
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for number in 0..<3 {
      paths.append(folder.path("\(number).tif"))
      try Self.write(number, columns: 8 + number, to: paths[number])
    }
    let stamps = try paths.map { try #require(DescribedFiles.Stamp($0)) }
    RasterInfo.prepare([folder.path("none.tif"), paths[0]]) { true }
    var left = 1
    RasterInfo.prepare(paths[1...]) {
      left -= 1
      return left >= 0
    }
    let shared = DescribedFiles.shared
    #expect(shared.info(of: paths[0], stamps[0])?.columns == 8)
    #expect(shared.info(of: paths[1], stamps[1])?.columns == 9)
    #expect(shared.info(of: paths[2], stamps[2]) == nil)
    let full = DescribedFiles(limit: 0)
    full.prepare(paths[2...]) { true }
    #expect(shared.info(of: paths[2], stamps[2]) == nil)
  }
}
