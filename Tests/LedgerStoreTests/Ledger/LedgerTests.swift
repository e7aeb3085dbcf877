import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

@Suite struct LedgerTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("ledger.gpkg")
  }

  private func code(_ body: () throws -> Void) -> TiankanError.Code? {
    do {
      try body()
      return nil
    } catch { return (error as? TiankanError)?.code }
  }

  @Test func `what is committed is read back`() throws {
    let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
    var given = try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-02")
    given.endedDate = nil
    given.netSquareMetres = 12.5
    given.unit = "P'1"
    let outcome = try LedgerFixture.commit(ledger, [given])
    #expect(outcome.generation == 1)
    #expect(outcome.events == [.new: 1, .confirmed: 1, .numbered: 1])

    let row = try #require(try ledger.clues().first)
    let clue = row.clue
    #expect(clue.key == given.key)
    #expect(row.publicNumber == "3505832025JS00001")
    #expect(row.handlingState == .notIssued)
    #expect(clue.outline == given.outline)
    #expect(clue.tests == given.tests)
    #expect(clue.acquisitions == given.acquisitions)
    #expect(clue.squareMetres == 9_996)
    #expect(clue.netSquareMetres == 12.5)
    #expect(clue.unit == "P'1")
    #expect(clue.confirmedDate == given.confirmedDate)
    #expect(clue.position == given.position)
    let overlap = try #require(clue.overlaps.first)
    #expect(overlap.name == "东村\"田\"")
    #expect(overlap.squareMetres == 1234.57)
    #expect(overlap.shareOfClue == 0.333_333)

    let unit = try ledger.landUnit("cropland:P'1")
    #expect(unit.grossSquareMetres == 12_345.68)
    #expect(unit.outline == LedgerFixture.unit("P'1").outline)
    #expect(Set(unit.attributes) == Set(LedgerFixture.unit("P'1").attributes))
    let observations = try ledger.observations(of: unit)
    #expect(observations == [0, 5].map { LedgerFixture.observation("P'1", day: $0) })
    #expect(try ledger.results(of: unit) == [LedgerFixture.result("P'1", state: "idle")])
    #expect(try ledger.scenes() == [0, 5].map { LedgerFixture.scene(day: $0) })
    #expect(try ledger.runs().first?.run == LedgerFixture.run)
    #expect(try ledger.resultCounts().map(\.count) == [1, 1])
  }

  @Test func `other programs read the file`() throws {
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
    }
    let info = try Program.run("/usr/bin/ogrinfo", ["-so", "-al", path]).output
    #expect(
      info.contains("Extent: (401960.000000, 3498940.000000) - (402060.000000, 3499040.000000)"))
    #expect(info.contains("WGS 84 / UTM zone 50N"))
    #expect(try LedgerFixture.sqlite(path, "PRAGMA integrity_check") == "ok")
    #expect(try LedgerFixture.sqlite(path, "PRAGMA journal_mode") == "wal")
    #expect(try LedgerFixture.sqlite(path, "SELECT area_m2 FROM clue") == "9996.0")
    #expect(
      try LedgerFixture.sqlite(path, "SELECT ndvi_mean, bsi_mean FROM observation LIMIT 1")
        == "5432|")
    #expect(
      try LedgerFixture.sqlite(path, "SELECT count(DISTINCT last_change) FROM gpkg_contents") == "1"
    )
    let kinds = try LedgerFixture.sqlite(
      path, "SELECT table_name FROM gpkg_contents ORDER BY table_name")
    #expect(
      kinds.split(separator: "\n") == [
        "batch", "batch_closing", "clue", "clue_evidence", "clue_overlap", "event", "land_unit",
        "layer_styles", "meta", "observation", "rule_set", "run", "scene", "unit_evidence",
        "unit_result", "verdict",
      ])
  }

  @Test func `what is no ledger is refused and left as it is`() throws {
    let foreign = folder.path("foreign.gpkg")
    var writer = try FeatureWriter(path: foreign, crs: LedgerFixture.grid().crs)
    _ = try writer.addLayer(name: "parcels", fields: [], geometry: .multiPolygon)
    try writer.finish()
    let before = try Data(contentsOf: URL(filePath: foreign))
    for access in [Ledger.Access.reading, .writing] {
      #expect(code { _ = try Ledger(opening: foreign, access: access) } == .unsupportedFormat)
    }
    #expect(code { _ = try Ledger.create(at: foreign, grid: LedgerFixture.grid()) } == .duplicate)
    #expect(try Data(contentsOf: URL(filePath: foreign)) == before)
    #expect(code { _ = try Ledger(opening: path) } == .notFound)
    #expect(try !Ledger.exists(at: path))
    #expect(code { _ = try Ledger(opening: "ledger.shp") } == .usage)
    #expect(code { _ = try Ledger(opening: "postgresql://h/d?schema=A;b") } == .usage)
    let text = folder.path("text.gpkg")
    try "not a database".write(toFile: text, atomically: true, encoding: .utf8)
    #expect(code { _ = try Ledger(opening: text, access: .writing) } != nil)
    #expect(try String(contentsOfFile: text, encoding: .utf8) == "not a database")
  }

  @Test func `a ledger of a newer program is refused`() throws {
    do { _ = try Ledger.create(at: path, grid: LedgerFixture.grid()) }
    _ = try LedgerFixture.sqlite(path, "UPDATE meta SET value = '4' WHERE name = 'schema_version'")
    var found: TiankanError?
    do { _ = try Ledger(opening: path) } catch { found = error }
    #expect(found?.code == .unsupportedFormat)
    #expect(found?.message.contains("version 4") == true)
  }

  @Test func `a second writer is refused until the first has closed`() throws {
    do {
      let first = try Ledger.create(at: path, grid: LedgerFixture.grid())
      #expect(code { _ = try Ledger(opening: path, access: .writing) } == .locked)
      #expect(try Ledger(opening: path).generation() == 0)
      try LedgerFixture.commit(first, [])
    }
    #expect(try Ledger(opening: path, access: .writing).generation() == 1)
  }

  @Test func `readers see the last commit while the next is written`() throws {
    let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
    try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
    let path = path
    let more = [try LedgerFixture.clue(), try LedgerFixture.clue(row: 500)]
    try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
      try LedgerFixture.fill(&transaction, clues: more)
      // Inside the transaction, with rows already sent.
      for day in 10..<3000 { try transaction.append(LedgerFixture.observation("P2", day: day)) }
      let reader = try Ledger(opening: path)
      let clock = ContinuousClock()
      let start = clock.now
      let count = try reader.clueCount()
      let observed = try reader.observations(of: try reader.landUnit("P2")).count
      guard count == 1, observed == 2, start.duration(to: clock.now) < .seconds(1) else {
        throw TiankanError(.bug, "the reader saw \(count) clues and \(observed) observations")
      }
    }
    #expect(try Ledger(opening: path).clueCount() == 2)
  }

  @Test func `the journal can be added to and nothing else`() throws {
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
    }
    for sql in [
      "UPDATE event SET kind = 'ended'", "DELETE FROM event", "UPDATE run SET program = ''",
      "DELETE FROM run", "INSERT OR REPLACE INTO run (run, program) VALUES (1, 'other')",
      "REPLACE INTO event (fid, serial) VALUES (1, 77)",
    ] {
      #expect(try LedgerFixture.sqlite(path, sql).contains("append-only"), "\(sql)")
    }
    #expect(try LedgerFixture.sqlite(path, "SELECT program FROM run") == "tiankan test")
    #expect(try LedgerFixture.sqlite(path, "SELECT kind FROM event") == "new\nprovisional")
  }

  @Test func `a commit that fails leaves nothing`() throws {
    let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
    try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
    let twice = [try LedgerFixture.clue(row: 7), try LedgerFixture.clue(row: 7)]
    #expect(code { try LedgerFixture.commit(ledger, twice) } == .duplicate)
    var bad = try LedgerFixture.clue(row: 8)
    bad.squareMetres = .nan
    #expect(code { try LedgerFixture.commit(ledger, [bad]) } == .malformed)
    #expect(try ledger.generation() == 1)
    #expect(try ledger.clues().map(\.clue.key.row) == [100])
    #expect(try ledger.runs().count == 1)
    #expect(try LedgerFixture.commit(ledger, [try LedgerFixture.clue()]).generation == 2)
  }

  @Test func `a commit of one tile leaves the others`() throws {
    let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
    try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
      for tile in ["A", "B"] {
        try transaction.append(LedgerFixture.unit("U\(tile)", tile: tile))
        try transaction.append(LedgerFixture.observation("U\(tile)", day: 1, tile: tile))
      }
    }
    try ledger.commit(run: LedgerFixture.run, scope: .tiles(["A"])) {
      transaction throws(TiankanError) in
      try transaction.append(LedgerFixture.unit("UA", tile: "A"))
      try transaction.append(LedgerFixture.observation("UA", day: 2, tile: "A"))
    }
    let dates = try ["UA", "UB"].map { id in
      try ledger.observations(of: try ledger.landUnit(id)).map(\.date.dayNumber)
    }
    #expect(dates == [[20_002], [20_001]])
  }
}
