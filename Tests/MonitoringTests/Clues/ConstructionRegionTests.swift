import Supervision
import ChangeDetection
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

@testable import Monitoring

/// Regions on planes that the test plants: all expectations are counted by hand.
@Suite struct ConstructionRegionTests {
  let folder: TemporaryFolder
  let area: TestGrid

  init() throws {
    folder = try TemporaryFolder()
    area = try TestGrid(columns: 24, rows: 300)
  }

  /// A pixel with its event; days count from a first day.
  struct Planted {
    var status: UInt8
    var first: UInt16
    var provisional: UInt16 = 0
    var confirmed: UInt16 = 0
    var last: UInt16
    var end: UInt16 = 0
    var hits: UInt8 = 1
    var clear: UInt8 = 1
    var loss: Int16 = 3000
    var soil = IndexValue.noData
  }

  static let start: UInt16 = 19_000

  static func date(_ day: UInt16) -> CalendarDate {
    CalendarDate(dayNumber: Int(Self.start + day))
  }

  func regions(
    _ planted: [[Int]: Planted], cores: [Window]? = nil, minimum: Int = 4
  ) throws -> [ConstructionRegion] {
    let tiles = (cores ?? [area.grid.window]).enumerated().map {
      Tile(id: "T\($0.offset)", core: $0.element)
    }
    for tile in tiles {
      let path = folder.path(tile.id)
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try write(planted, tile.core, path)
    }
    let planes = try PlaneMosaic(tiles) { folder.path($0.id) }
    return try ConstructionRegions.regions(
      of: planes, extent: area.grid.window, minimumPixels: minimum)
  }

  private func write(_ planted: [[Int]: Planted], _ core: Window, _ path: String) throws {
    func plane<Sample>(_ value: (Planted) -> Sample, _ empty: Sample) -> [Sample] {
      (core.row..<core.endRow).flatMap { row in
        (core.column..<core.endColumn).map { column in
          planted[[column, row]].map(value) ?? empty
        }
      }
    }
    func shifted(_ day: UInt16) -> UInt16 { day == 0 ? 0 : day + Self.start }
    func write<Sample: PixelSample>(_ file: String, _ names: [String], _ planes: [[Sample]]) throws
    {
      var writer = try RasterWriter(
        file, grid: area.grid.cropped(to: core),
        RasterOutput(
          pixelType: Sample.pixelType, bands: names.map { .init(name: $0) }, layout: .tiled))
      for (number, samples) in planes.enumerated() {
        try writer.write(
          band: number + 1, window: window(0, 0, core.width, core.height), samples.span)
      }
      try writer.finish()
    }
    try write(
      PlaneFiles.status(in: path), PlaneFiles.statusBands,
      [plane(\.status, 0), plane(\.hits, 0), plane(\.clear, 0)])
    try write(
      PlaneFiles.days(in: path), PlaneFiles.dayBands,
      [
        plane({ shifted($0.first) }, 0), plane({ shifted($0.provisional) }, 0),
        plane({ shifted($0.confirmed) }, 0), plane({ shifted($0.last) }, 0),
        plane({ shifted($0.end) }, 0),
      ])
    try write(
      PlaneFiles.measures(in: path), PlaneFiles.measureBands,
      [
        plane(\.loss, IndexValue.noData), plane(\.soil, IndexValue.noData),
        plane(\.loss, IndexValue.noData), plane(\.loss, IndexValue.noData),
      ])
  }

  func square(_ column: Int, _ row: Int, _ size: Int, _ value: (Int) -> Planted) -> [[Int]: Planted]
  {
    var result: [[Int]: Planted] = [:]
    for y in 0..<size { for x in 0..<size { result[[column + x, row + y]] = value(y * size + x) } }
    return result
  }

  @Test func `a region is confirmed on the day its smallest listed area was`() throws {
    let planted = square(3, 5, 3) { number in
      Planted(
        status: ConstructionStatus.confirmed, first: UInt16(10 + number),
        provisional: UInt16(30 + number), confirmed: UInt16(60 + number),
        last: UInt16(90 + number), hits: UInt8(number + 1), clear: UInt8(number + 3),
        loss: Int16(1000 * (number % 3)), soil: number == 0 ? 500 : IndexValue.noData)
    }
    let found = try regions(planted)
    #expect(found.count == 1)
    let region = try #require(found.first)
    #expect(region.state == .confirmed)
    #expect(region.pixelCount == 9)
    #expect(region.pendingPixels == 0)
    #expect(region.anchor == (row: 5, column: 3))
    // A quarter of nine pixels is three.
    #expect(region.firstDate == Self.date(12))
    // The fourth earliest of nine pixels.
    #expect(region.provisionalDate == Self.date(33))
    #expect(region.confirmedDate == Self.date(63))
    #expect(region.lastDate == Self.date(98))
    #expect(region.endedDate == nil)
    #expect(region.hits == 5)
    #expect(region.observations == 7)
    #expect(region.means[0] == 1000)
    #expect(region.means[1] == 500)
    #expect(region.runs.map(\.count) == [3, 3, 3])
  }

  @Test func `the anchor is the earliest pixel, then the upper, then the left one`() throws {
    var planted = square(3, 5, 2) { _ in
      Planted(status: ConstructionStatus.provisional, first: 20, provisional: 40, last: 50)
    }
    #expect(try regions(planted).first?.anchor ?? (0, 0) == (row: 5, column: 3))
    planted[[4, 6]]?.first = 19
    #expect(try regions(planted).first?.anchor ?? (0, 0) == (row: 6, column: 4))
    planted[[3, 6]]?.first = 19
    #expect(try regions(planted).first?.anchor ?? (0, 0) == (row: 6, column: 3))
  }

  @Test func `fewer confirmed pixels than are listed leave the region provisional`() throws {
    var planted = square(3, 5, 3) { _ in
      Planted(status: ConstructionStatus.provisional, first: 20, provisional: 40, last: 50)
    }
    for column in 3...5 {
      planted[[column, 5]]?.status = ConstructionStatus.confirmed
      planted[[column, 5]]?.confirmed = 70
    }
    let provisional = try #require(try regions(planted).first)
    #expect(provisional.state == .provisional)
    #expect(provisional.pixelCount == 9)
    #expect(provisional.confirmedDate == nil)
    #expect(provisional.provisionalDate == Self.date(40))
    planted[[3, 6]]?.status = ConstructionStatus.confirmed
    planted[[3, 6]]?.confirmed = 80
    let confirmed = try #require(try regions(planted).first)
    #expect(confirmed.state == .confirmed)
    #expect(confirmed.pixelCount == 4)
    #expect(confirmed.pendingPixels == 5)
    #expect(confirmed.confirmedDate == Self.date(80))
  }

  @Test func `a region has ended when all its confirmed pixels have`() throws {
    var planted = square(3, 5, 2) { number in
      Planted(
        status: ConstructionStatus.ended, first: 20, provisional: 40, confirmed: 60, last: 80,
        end: UInt16(200 + number))
    }
    let ended = try #require(try regions(planted).first)
    #expect(ended.state == .ended)
    #expect(ended.endedDate == Self.date(203))
    planted[[4, 6]]?.status = ConstructionStatus.confirmed
    let lasting = try #require(try regions(planted).first)
    #expect(lasting.state == .confirmed)
    #expect(lasting.endedDate == nil)
    #expect(lasting.pixelCount == 4)
  }

  @Test func `pixels with a single hit form regions of their own`() throws {
    let site = square(3, 5, 2) { _ in
      Planted(status: ConstructionStatus.confirmed, first: 20, confirmed: 60, last: 80)
    }
    let other = square(9, 5, 2) { _ in
      Planted(status: ConstructionStatus.confirmed, first: 25, confirmed: 65, last: 80)
    }
    var planted = site.merging(other) { $1 }
    // A bridge of four first-only pixels between the two.
    for column in 5...8 {
      planted[[column, 5]] = Planted(status: ConstructionStatus.first, first: 90, last: 90)
    }
    let found = try regions(planted)
    #expect(found.map(\.state).filter { $0 == .confirmed }.count == 2)
    #expect(found.filter { $0.state == .confirmed }.allSatisfy { $0.pixelCount == 4 })
    let single = try #require(found.first { $0.state == .first })
    #expect(single.pixelCount == 4)
    #expect(single.provisionalDate == nil)
    #expect(single.confirmedDate == nil)
    #expect(found.count == 3)
  }

  @Test func `smaller regions than are listed are left out, corners join`() throws {
    let three = square(3, 5, 2) { _ in
      Planted(status: ConstructionStatus.confirmed, first: 20, confirmed: 60, last: 80)
    }.filter { $0.key != [4, 6] }
    #expect(try regions(three).isEmpty)
    var four = three
    // (5, 6) touches (4, 5) at a corner.
    four[[5, 6]] = three[[3, 5]]
    #expect(try regions(four).map(\.pixelCount) == [4])
    #expect(try regions(three, minimum: 1).map(\.pixelCount) == [3])
  }

  @Test func `a region that crosses cores and strips is one, whatever the cores`() throws {
    // 2 columns wide over rows 200 to 279: crosses the strip at row 256 and the stretch of 128 rows.
    var planted: [[Int]: Planted] = [:]
    for row in 120..<280 {
      for column in 11...12 {
        planted[[column, row]] = Planted(
          status: ConstructionStatus.confirmed, first: UInt16(400 - row), provisional: 500,
          confirmed: UInt16(500 + row), last: 900, hits: UInt8(row % 5 + 3), loss: Int16(row))
      }
    }
    let whole = try regions(planted)
    #expect(whole.map(\.pixelCount) == [320])
    #expect(whole[0].anchor == (row: 279, column: 11))
    #expect(whole[0].confirmedDate == Self.date(500 + 121))
    let cores = [
      window(0, 0, 12, 150), window(12, 0, 12, 150), window(0, 150, 12, 150),
      window(12, 150, 12, 150),
    ]
    let cut = try regions(planted, cores: cores)
    #expect(cut.count == 1)
    #expect(cut[0].runs == whole[0].runs)
    #expect(cut[0].anchor == whole[0].anchor)
    #expect(cut[0].means == whole[0].means)
    #expect(cut[0].confirmedDate == whole[0].confirmedDate)
    #expect(cut[0].hits == whole[0].hits)
    // Nothing is known where no tile is.
    #expect(try regions(planted, cores: [cores[0]]).map(\.pixelCount) == [30])
  }

  @Test func `empty planes have no regions`() throws {
    #expect(try regions([:]).isEmpty)
    let undecided = square(3, 5, 4) { _ in
      Planted(status: ConstructionStatus.undecidable, first: 0, last: 0)
    }
    #expect(try regions(undecided).isEmpty)
  }
}
