import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Supervision
import TestSupport

/// Content for ledgers: a grid, clues as rectangles of its pixels, land units and observations.
enum LedgerFixture {
  static let run = LedgerRun(
    started: "2025-07-01T01:00:00Z", finished: "2025-07-01T01:10:00Z", program: "tiankan test",
    configurationHash: "00ff", until: CalendarDate("2025-06-30"), counts: ["scenes": 2])

  static func grid() throws -> Grid {
    Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 399_960,
      originY: 3_500_040, pixelWidth: 10, pixelHeight: 10, columns: 10_980, rows: 10_980)
  }

  /// A rectangle of pixels.
  static func outline(column: Int, row: Int, width: Int, height: Int) -> MultiPolygon {
    let x = 399_960 + Double(column) * 10
    let y = 3_500_040 - Double(row) * 10
    let (right, bottom) = (x + Double(width) * 10, y - Double(height) * 10)
    return MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: x, y: y), Coordinate(x: x, y: bottom), Coordinate(x: right, y: bottom),
          Coordinate(x: right, y: y),
        ]))
    ])
  }

  static func clue(
    row: Int = 100, column: Int = 200, width: Int = 10, height: Int = 10, tile: String = "50RMU",
    kind: ClueKind = .construction, first: String = "2025-03-01",
    state: DetectionState = .provisional, confirmed: String? = nil, county: String? = "350583"
  ) throws -> MonitoredClue {
    let date = CalendarDate(first) ?? CalendarDate(dayNumber: 0)
    var clue = MonitoredClue(
      key: ClueKey(tile: tile, kind: kind, firstDate: date, row: row, column: column),
      detectionState: state, finding: "new_building", firstDate: date,
      lastDate: CalendarDate("2025-06-01") ?? date, pixelCount: width * height,
      squareMetres: Double(width * height) * 99.96,
      outline: outline(column: column, row: row, width: width, height: height),
      position: Coordinate(x: 118.123_456_7, y: 31.5), priority: .second, ruleSet: "fujian-2025 1")
    clue.confirmedDate = confirmed.flatMap { CalendarDate($0) }
    clue.county = county
    clue.hits = 3
    clue.observations = 4
    clue.tests = [
      ClueTest(
        name: "ndvi_difference", value: -0.312_5, comparison: "<=", threshold: -0.2, isMet: true,
        date: date, period: ""),
      ClueTest(
        name: "brightness", value: nil, comparison: ">", threshold: 0.1, isMet: nil, date: nil,
        period: "2025"),
    ]
    clue.acquisitions = ["sentinel-2a_x_50RMU_1", "sentinel-2b_x_50RMU_2"]
    clue.overlaps = [
      ClueOverlap(
        layer: "cropland", unit: "P'1", name: "东村\"田\"", squareMetres: 1234.567,
        shareOfClue: 1 / 3.0, shareOfUnit: 0.25)
    ]
    return clue
  }

  static func scene(day: Int, path: String = "50RMU/a.SAFE") -> SceneRow {
    var row = SceneRow(
      acquisition: AcquisitionID(
        platform: "sentinel-2a", sensor: "sentinel2-l2a", tile: "50RMU",
        sensed: SensingTime(date: CalendarDate(dayNumber: 20_000 + day), secondOfDay: 10_531)),
      version: ProductVersion(baseline: "05.09", processed: "2025-01-01T00:00:00Z"),
      profile: "sentinel2-l2a", path: path)
    row.scaling = "red: (DN − 1000) × 0.0001"
    row.quality = "SCL"
    row.usableShare = 8123
    row.contentHash = "abc"
    return row
  }

  static func unit(_ id: String, layer: String = "cropland", tile: String = "50RMU") -> LandUnitRow
  {
    LandUnitRow(
      layer: layer, id: id, name: "东村 \(id)", version: "2025-12-31", tile: tile, county: "350583",
      grossSquareMetres: 12_345.678, netSquareMetres: nil, purePixels: 17,
      attributes: [
        Feature.Attribute("DLBM", .text("0101")), Feature.Attribute("KCXS", .real(0.0325)),
        Feature.Attribute("SL", .integer(7)), Feature.Attribute("BZ", .null),
      ], outline: outline(column: 195, row: 95, width: 20, height: 20))
  }

  static func observation(_ unit: String, day: Int, tile: String = "50RMU") -> ObservationRow {
    var row = ObservationRow(
      tile: tile, layer: "cropland", unit: unit, date: CalendarDate(dayNumber: 20_000 + day),
      acquisition: scene(day: day).acquisition.description, clearShare: 9_876)
    row.ndvi = IndexNumbers(mean: 5_432, median: 5_400, lowerQuartile: 5_000, upperQuartile: -12)
    row.cover = IndexNumbers(mean: 10_000, median: 0, lowerQuartile: -1, upperQuartile: 9_999)
    row.coverClasses = [1, 2, 3, 4, 9_990]
    row.bareShare = 12
    return row
  }

  static func result(_ unit: String, state: String) -> UnitResultRow {
    UnitResultRow(
      tile: "50RMU", layer: "cropland", unit: unit, kind: .abandonment, period: "2024/2025",
      state: state, ruleSet: "fujian-2025 1",
      tests: [
        ClueTest(
          name: "clear_dates", value: 3, comparison: ">=", threshold: 6, isMet: false, date: nil,
          period: "2024/2025")
      ])
  }

  /// A little of everything.
  static func fill(
    _ transaction: inout LedgerTransaction, clues: [MonitoredClue]
  ) throws(TiankanError) {
    try transaction.append(
      RuleSetRow(
        name: "fujian-2025", version: "1", jurisdiction: "福建省", contentHash: "ff",
        document: "a: 1\nb: '2'\n"))
    try transaction.append(scene(day: 0))
    try transaction.append(scene(day: 5))
    for id in ["P'1", "P2"] {
      try transaction.append(unit(id))
      try transaction.append(result(id, state: id == "P2" ? "undecidable" : "idle"))
      for day in [5, 0] { try transaction.append(observation(id, day: day)) }
    }
    for clue in clues { try transaction.append(clue) }
  }

  /// Commits a little of everything.
  @discardableResult
  static func commit(
    _ ledger: borrowing Ledger, _ clues: [MonitoredClue], run: LedgerRun = run
  ) throws(TiankanError) -> CommitOutcome {
    try ledger.commit(run: run) { transaction throws(TiankanError) in
      try fill(&transaction, clues: clues)
    }
  }

  /// What another program reads from a GeoPackage.
  static func sqlite(_ path: String, _ sql: String) throws -> String {
    let outcome = try Program.run("/usr/bin/sqlite3", [path, sql])
    return (outcome.output + outcome.notices).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What another program reads from a server.
  static func psql(_ address: String, _ sql: String) throws -> String {
    let outcome = try Program.run("/usr/bin/psql", ["-At", "-d", address, "-c", sql])
    return (outcome.output + outcome.notices).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
