import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

/// What people do with batches, on a GeoPackage and on a server.
@Suite struct LedgerBatchTests {
  static let county = "350583"

  func failure(_ body: () throws -> Void) -> TiankanError? {
    do {
      try body()
      return nil
    } catch { return error as? TiankanError }
  }

  /// A batch of clues as the desk would issue it.
  func batch(
    _ ledger: borrowing Ledger, _ rows: [ClueRow], time: String = "2026-03-01T01:00:00Z"
  ) throws -> BatchRow {
    let numbers = try ledger.publicNumbers(of: rows, year: 2026)
    return BatchRow(
      number: try ledger.nextBatchNumber(county: Self.county, year: 2026), issued: time,
      deadline: try #require(CalendarDate("2026-04-01")), gridCell: "东村", responsible: "张'三",
      entries: zip(rows, numbers).map {
        BatchEntry(
          key: "\($0.clue.key)", number: $1, priority: "P2", cell: "东村\"一\"", responsible: "李四")
      }, snapshotHash: "ab", generation: try ledger.generation(), isTrial: true, heldBack: 3)
  }

  func answer(
    _ entry: BatchEntry, _ number: BatchNumber, _ result: FieldResult,
    time: String = "2026-03-10T00:00:00Z"
  ) throws -> Verdict {
    var verdict = Verdict(
      clue: try #require(ClueKey(entry.key)), time: time, person: "王五", role: "county",
      handlingState: .countyFeedback, remark: "已到现场")
    verdict.result = result
    verdict.checked = CalendarDate("2026-03-09")
    verdict.answer = Verdict.BatchAnswer(batch: number, number: entry.number)
    return verdict
  }

  /// The whole life of two batches; the same for both stores.
  func live(_ ledger: borrowing Ledger) throws {
    let clues = [
      try LedgerFixture.clue(row: 100, state: .confirmed, confirmed: "2025-05-01"),
      try LedgerFixture.clue(row: 300, state: .confirmed, confirmed: "2025-05-01"),
      try LedgerFixture.clue(row: 500, state: .provisional),
    ]
    try LedgerFixture.commit(ledger, clues)
    let digest = try ledger.derivedDigest()
    let rows = try ledger.clues()
    let first = try batch(ledger, Array(rows.prefix(2)))
    #expect("\(first.number)" == "350583-2026-001")
    try ledger.issue(first)
    #expect(try ledger.batches() == [first])
    #expect(try ledger.batch(first.number) == first)
    let issued = try ledger.clues().map(\.handlingState)
    #expect(issued == [.issued, .issued, .notIssued])
    #expect(failure { try ledger.issue(first) }?.code == .duplicate)
    // Somebody else who looked before the first was issued.
    var late = first
    late.number = try ledger.nextBatchNumber(county: Self.county, year: 2026)
    #expect(failure { try ledger.issue(late) }?.code == .usage)
    #expect(try ledger.batches().count == 1)

    // A clue that is not confirmed yet gets its number now, the next after those that are given.
    let second = try batch(ledger, [rows[2]], time: "2026-03-02T01:00:00Z")
    #expect("\(second.number)" == "350583-2026-002")
    #expect(second.entries[0].number == "3505832026JS00001")
    try ledger.issue(second)
    #expect(try ledger.clue("3505832026JS00001").clue.key == rows[2].clue.key)
    let kinds = try ledger.events(of: rows[2].clue.key).map(\.kind)
    #expect(kinds == [.new, .provisional, .numbered, .issued])

    // Later runs: confirmed now, grown, and moved; the number and the batch stay.
    var moved = try LedgerFixture.clue(row: 499, state: .confirmed, confirmed: "2025-06-01")
    moved.outline = LedgerFixture.outline(column: 200, row: 499, width: 10, height: 20)
    try LedgerFixture.commit(ledger, [clues[0], clues[1], moved])
    #expect(try ledger.batches() == [first, second])
    let now = try ledger.clue("3505832026JS00001")
    #expect(now.clue.key == moved.key)
    #expect(now.handlingState == .issued)

    #expect(try ledger.fieldPrecision(county: Self.county).interval == nil)
    try ledger.record(
      [
        try answer(first.entries[0], first.number, .absent),
        try answer(first.entries[1], first.number, .present),
      ], of: first.number)
    // The last answer about a clue counts.
    try ledger.record(
      [
        try answer(
          first.entries[0], first.number, .undecided, time: "2026-03-11T00:00:00Z")
      ], of: first.number)
    try ledger.record([try answer(second.entries[0], second.number, .present)], of: second.number)
    #expect(
      try ledger.fieldPrecision(county: Self.county)
        == FieldPrecision([.present, .present, .undecided]))
    #expect(try ledger.fieldPrecision(county: "350584").interval == nil)
    #expect(try ledger.clue(second.entries[0].number).handlingState == .countyFeedback)
    let checks = try ledger.fieldChecks()
    #expect(checks.map(\.number) == (first.entries + second.entries).map(\.number))
    #expect(checks.allSatisfy { $0.checked == CalendarDate("2026-03-09") })
    let stranger = try answer(second.entries[0], first.number, .present)
    #expect(failure { try ledger.record([stranger], of: first.number) }?.code == .usage)

    let closing = try ledger.close(
      first.number, time: "2026-04-02T00:00:00Z", person: "张三", reason: "")
    #expect((closing.answered, closing.unanswered) == (2, []))
    #expect(try ledger.closings() == [closing])
    let again = failure {
      _ = try ledger.close(first.number, time: "", person: "", reason: "twice")
    }
    #expect(again?.code == .usage)
    #expect(
      failure {
        try ledger.record([answer(first.entries[0], first.number, .present)], of: first.number)
      }?.code == .usage)
    // A land unit needs no clue.
    let evidence = UnitEvidence(
      layer: "cropland", unit: "P'1", time: "2026-03-11T00:00:00Z", person: "李'四",
      attachment: "photo a.jpg")
    try ledger.record(evidence)
    #expect(try ledger.evidence(ofUnit: "P'1", layer: "cropland") == [evidence])
    #expect(try ledger.evidence(ofUnit: "P2", layer: "cropland").isEmpty)
    var unknown = evidence
    unknown.layer = "mines"
    #expect(failure { try ledger.record(unknown) }?.code == .notFound)
    // A rebuild of what it was: the journal does not enter derived data.
    try LedgerFixture.commit(ledger, clues)
    #expect(try ledger.derivedDigest() == digest)
    #expect(try ledger.batches() == [first, second])
  }

  @Test func `batches live on a file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("l.gpkg")
    let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
    try live(ledger)
    for table in ["batch", "batch_closing", "verdict", "event", "unit_evidence"] {
      for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET fid = fid + 1000"] {
        #expect(try LedgerFixture.sqlite(path, sql).contains("append-only"), "\(sql)")
      }
    }
    #expect(
      try LedgerFixture.sqlite(path, "SELECT trial, held_back, responsible FROM batch LIMIT 1")
        == "1|3|张'三")
  }

  @Test(.enabled(if: PostgresServer.obstacle == nil)) func `batches live on a server`() throws {
    let server = try PostgresServer()
    let ledger = try Ledger.create(at: server.address, grid: LedgerFixture.grid())
    try live(ledger)
    for sql in [
      "DELETE FROM tiankan.batch_closing", "TRUNCATE tiankan.batch_closing",
      "UPDATE tiankan.unit_evidence SET person = ''", "TRUNCATE tiankan.unit_evidence",
    ] {
      #expect(try LedgerFixture.psql(server.address, sql).contains("append-only"), "\(sql)")
    }
  }

  @Test func `what is not answered needs a reason and waits again`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    try LedgerFixture.commit(
      ledger,
      [100, 300].map { try LedgerFixture.clue(row: $0, state: .confirmed, confirmed: "2025-05-01") }
    )
    let rows = try ledger.clues()
    let batch = try batch(ledger, rows)
    try ledger.issue(batch)
    try ledger.record([try answer(batch.entries[0], batch.number, .present)], of: batch.number)
    let refused = failure {
      _ = try ledger.close(batch.number, time: "t", person: "p", reason: "")
    }
    #expect(refused?.code == .usage)
    #expect(refused?.message.contains(batch.entries[1].number) == true)
    #expect(try ledger.closings().isEmpty)
    let closing = try ledger.close(
      batch.number, time: "2026-04-02T00:00:00Z", person: "张三", reason: "汛期道路中断")
    #expect((closing.answered, closing.unanswered) == (1, [batch.entries[1].number]))
    #expect(try ledger.clues().map(\.handlingState) == [.countyFeedback, .notIssued])
    let second = try self.batch(ledger, [rows[1]])
    try ledger.issue(second)
    #expect(second.entries[0].number == batch.entries[1].number)
  }

  @Test func `an issue that fails in the middle leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("l.gpkg")
    let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
    try LedgerFixture.commit(
      ledger,
      [100, 300].map { try LedgerFixture.clue(row: $0, state: .confirmed, confirmed: "2025-05-01") }
    )
    var batch = try batch(ledger, try ledger.clues())
    batch.entries[1].key = "50RMU-construction-20250301-9-9"
    #expect(failure { try ledger.issue(batch) }?.code == .usage)
    batch.entries = []
    #expect(failure { try ledger.issue(batch) }?.code == .empty)
    #expect(try ledger.batches().isEmpty)
    #expect(try ledger.clues().allSatisfy { $0.handlingState == .notIssued })
    #expect(
      try LedgerFixture.sqlite(path, "SELECT count(*) FROM event WHERE kind = 'issued'") == "0")
    let reader = try Ledger(opening: path)
    #expect(failure { try reader.issue(batch) }?.code == .usage)
  }

  // As programs before wrote them: without the evidence of land units, without the closing of batches.
  @Test func `a ledger with the tables of version 1 or 2 is brought up to date by a writer`() throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path("l.gpkg")
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      try LedgerFixture.commit(
        ledger, [try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")])
    }
    let steps = [
      "DROP TABLE unit_evidence", "DELETE FROM gpkg_contents WHERE table_name = 'unit_evidence'",
      "UPDATE meta SET value = '2' WHERE name = 'schema_version'",
    ]
    for sql in steps { #expect(try LedgerFixture.sqlite(path, sql) == "", "\(sql)") }
    // From version 2: what came with 3.
    #expect(failure { _ = try Ledger(opening: path) }?.code == .unsupportedFormat)
    do { _ = try Ledger(opening: path, access: .writing) }
    #expect(try Ledger(opening: path).evidence(ofUnit: "P2", layer: "cropland").isEmpty)
    for sql in steps.dropLast() + [
      "DROP TABLE batch_closing", "DELETE FROM gpkg_contents WHERE table_name = 'batch_closing'",
      "ALTER TABLE batch DROP COLUMN generation", "ALTER TABLE batch DROP COLUMN trial",
      "ALTER TABLE batch DROP COLUMN held_back",
      "UPDATE meta SET value = '1' WHERE name = 'schema_version'",
    ] { #expect(try LedgerFixture.sqlite(path, sql) == "", "\(sql)") }
    #expect(failure { _ = try Ledger(opening: path) }?.code == .unsupportedFormat)
    do {
      let ledger = try Ledger(opening: path, access: .writing)
      try ledger.issue(try batch(ledger, try ledger.clues()))
      _ = try ledger.close(
        BatchNumber(county: Self.county, year: 2026, serial: 1), time: "t", person: "p",
        reason: "r")
    }
    #expect(try Ledger(opening: path).closings().count == 1)
    #expect(
      try LedgerFixture.sqlite(path, "DELETE FROM batch_closing").contains("append-only"))
  }
}
