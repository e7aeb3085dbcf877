import ChangeDetection
import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite struct PlaneMosaicTests {
  let folder: TemporaryFolder
  let area: TestGrid

  init() throws {
    folder = try TemporaryFolder()
    area = try TestGrid(columns: 40, rows: 30)
  }

  /// A block in which a quarter of the pixels was built over in 2024.
  func block(_ width: Int, _ height: Int) throws -> ConstructionBlock {
    let first = try day("2021-01-03").dayNumber
    let dates = (0..<180).map { SeriesDate(CalendarDate(dayNumber: first + 10 * $0)) }
    var series = SeriesBlock(width: width, height: height, dates: dates)
    let ones = [UInt8](repeating: 1, count: width * height)
    let built = try day("2024-06-01").dayNumber
    for (number, date) in dates.enumerated() {
      func plane(_ before: Int16, _ after: Int16) -> [Int16] {
        (0..<width * height).map {
          ($0 % 4 == 0 && Int(date.day) >= built ? after : before) + Int16($0 % 7) * 10
        }
      }
      for (index, before, after) in [
        (SeriesIndex.vegetation, Int16(7000), Int16(800)), (.soil, -2500, 1500),
        (.brightness, 900, 2600), (.water, -4000, -3000),
      ] {
        series.fill(index, date: number, from: plane(before, after).span, usable: ones.span)
      }
    }
    return ConstructionDetector().examine(series)
  }

  @Test func `planes that were written are read back, across cores and with no data beside`() throws
  {
    let tiles = [
      Tile(id: "A", core: window(0, 0, 20, 20)), Tile(id: "B", core: window(20, 0, 15, 20)),
    ]
    let read = window(5, 2, 30, 25)
    let planes = try block(40, 20)
    #expect(planes.count(of: ConstructionStatus.confirmed) == 200)
    for tile in tiles {
      let path = folder.path(tile.id)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      var writer = try PlaneWriter(folder: path, core: tile.core, grid: area.grid, threads: 1)
      // In two blocks, the planes of which reach beyond the core.
      for part in [
        tile.core.intersection(window(0, 0, 40, 7)), tile.core.intersection(window(0, 7, 40, 13)),
      ] {
        try writer.write(planes, of: window(0, 0, 40, 20), part: part)
      }
      try writer.finish()
    }
    let mosaic = try PlaneMosaic(tiles) { folder.path($0.id) }
    var status = Raster<UInt8>(width: 0, height: 0)
    var hits = Raster<UInt8>(width: 0, height: 0)
    var clear = Raster<UInt8>(width: 0, height: 0)
    try mosaic.readStatus(read, into: &status)
    try mosaic.readCounts(band: 2, read, into: &hits)
    try mosaic.readCounts(band: 3, read, into: &clear)
    for row in 0..<read.height {
      for column in 0..<read.width {
        let isInside = column + 5 < 35 && row + 2 < 20
        let pixel = (row + 2) * 40 + column + 5
        #expect(
          status[column, row] == (isInside ? planes.status[pixel] : ConstructionStatus.noData))
        #expect(hits[column, row] == (isInside ? planes.hits[pixel] : 0))
        #expect(clear[column, row] == (isInside ? planes.clearObservations[pixel] : 0))
      }
    }
    var days = Raster<UInt16>(width: 0, height: 0)
    for milestone in ConstructionBlock.Milestone.allCases {
      try mosaic.readDays(of: milestone, window(0, 0, 35, 20), into: &days)
      for row in 0..<20 {
        for column in 0..<35 {
          #expect(days[column, row] == planes.day(of: milestone)[row * 40 + column])
        }
      }
    }
    var measures = Raster<Int16>(width: 0, height: 0)
    for measure in ConstructionBlock.Measure.allCases {
      try mosaic.readMeasure(measure, window(0, 0, 35, 20), into: &measures)
      for row in 0..<20 {
        for column in 0..<35 {
          #expect(measures[column, row] == planes.measure(measure)[row * 40 + column])
        }
      }
    }
  }

  @Test func `state of another size than the core is damaged`() throws {
    let path = folder.path("A")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let writer = try PlaneWriter(
      folder: path, core: window(0, 0, 20, 20), grid: area.grid, threads: 1)
    try writer.finish()
    var found: TiankanError?
    do throws(TiankanError) {
      _ = try PlaneMosaic([Tile(id: "A", core: window(0, 0, 20, 21))]) { _ in path }
    } catch { found = error }
    #expect(found?.code == .corrupt)
    #expect(found?.message.contains("--rebuild") == true)
  }
}
