import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite struct PlaneSpoolTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Patches of one number, of many, and of the extremes, over several rows of tiles.
  static func value(_ column: Int, _ row: Int, plane: Int) -> Int16 {
    if row / 130 % 3 == plane { return Int16(plane) }
    if column % 97 == 0 { return column % 2 == 0 ? .max : .min }
    return Int16(truncatingIfNeeded: column &* 331 &+ row &* 71 &+ plane)
  }

  @Test(arguments: [(512, 64), (300, 512), (77, 41)])
  func `planes are given back as they were taken, whatever the blocks`(_ block: (Int, Int)) throws {
    let (columns, rows) = (700, 1100)
    let grid = try TestGrid(columns: columns, rows: rows).grid
    let path = folder.path("spool-\(block.0)")
    let image = folder.path("planes-\(block.0).tif")
    var spool = try PlaneSpool(path, planes: 2, columns: columns, rows: rows)
    for top in stride(from: 0, to: rows, by: block.1) {
      for left in stride(from: 0, to: columns, by: block.0) {
        // The last corner is never taken.
        if top + block.1 >= rows, left + block.0 >= columns { continue }
        let part = Window(column: left, row: top, width: block.0, height: block.1)
          .intersection(Window(column: 0, row: 0, width: columns, height: rows))
        // The block reaches three pixels farther than its part.
        let window = Window(
          column: left - 3, row: top - 3, width: part.width + 6, height: part.height + 6)
        var samples = Raster<Int16>(width: window.width, height: window.height)
        for plane in 0..<2 {
          for row in 0..<window.height {
            for column in 0..<window.width {
              samples[column, row] = Self.value(
                column + window.column, row + window.row, plane: plane)
            }
          }
          try spool.take(
            samples.samples, of: window, part: part, plane: plane, column: left, row: top)
        }
      }
    }
    let chunks = try spool.seal()
    var raster = try StripRasterWriter(
      image, grid: grid,
      RasterOutput(
        pixelType: .int16, bands: ["a", "b"].map { .init(name: $0, noData: nil) }, layout: .tiled,
        compression: .deflate(level: 1), predictor: .none, threads: 1))
    try spool.write(planesFrom: 0, bands: 2, fill: Int16(-7), from: chunks, to: &raster)
    try raster.finish()
    var dataset = try RasterDataset(opening: image)
    for plane in 0..<2 {
      var found = Raster<Int16>(width: columns, height: rows)
      do {
        var view = found.mutableSamples
        try dataset.read(band: plane + 1, window: grid.window, into: &view)
      }
      let corner = ((rows - 1) / block.1 * block.1, (columns - 1) / block.0 * block.0)
      var differing = 0
      for row in 0..<rows {
        for column in 0..<columns {
          let expected =
            row >= corner.0 && column >= corner.1
            ? -7 : Self.value(column, row, plane: plane)
          if found[column, row] != expected { differing += 1 }
        }
      }
      #expect(differing == 0)
    }
  }

  @Test func `nothing is left of a spool`() throws {
    let path = folder.path("spool")
    do {
      var spool = try PlaneSpool(path, planes: 1, columns: 40, rows: 30)
      let window = Window(column: 0, row: 0, width: 40, height: 30)
      var samples = Raster<UInt8>(width: 40, height: 30)
      samples[1, 1] = 9
      try spool.take(samples.samples, of: window, part: window, plane: 0, column: 0, row: 0)
      _ = try spool.seal()
      #expect(FileManager.default.fileExists(atPath: path))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
