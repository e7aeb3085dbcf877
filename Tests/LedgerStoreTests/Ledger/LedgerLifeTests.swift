import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

@Suite struct LedgerLifeTests {
  @Test func `a number follows a clue whose key moved, and old names still find it`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let old = try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")
    try LedgerFixture.commit(ledger, [old])
    // Two rows further down, eight of ten rows in common.
    let moved = try LedgerFixture.clue(
      row: 102, first: "2025-02-20", state: .confirmed, confirmed: "2025-05-01")
    let outcome = try LedgerFixture.commit(ledger, [moved])
    #expect(outcome.events == [.rekeyed: 1])
    let row = try #require(try ledger.clues().first)
    #expect(row.publicNumber == "3505832025JS00001")
    #expect(try ledger.clue("\(old.key)").clue.key == moved.key)
    #expect(
      try ledger.events(of: moved.key).map(\.kind) == [.new, .confirmed, .numbered, .rekeyed])
    // Gone, and back under the same key: the same number.
    #expect(try LedgerFixture.commit(ledger, []).events == [.withdrawn: 1])
    #expect(try LedgerFixture.commit(ledger, [moved]).events == [.reopened: 1, .confirmed: 1])
    #expect(try ledger.clues().first?.publicNumber == "3505832025JS00001")
  }

  @Test func `what people set stays through commits, and says nothing of detection`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let clue = try LedgerFixture.clue(state: .provisional)
    try LedgerFixture.commit(ledger, [clue])
    let digest = try ledger.derivedDigest()
    var verdict = Verdict(
      clue: clue.key, time: "2025-07-02T08:00:00Z", person: "张三", role: "county",
      handlingState: .countyFeedback, remark: "现场为'晒场'", attachments: ["a.jpg"])
    try ledger.record(verdict)
    #expect(try ledger.derivedDigest() == digest)
    #expect(try ledger.clues().first?.handlingState == .countyFeedback)
    #expect(try ledger.clues().first?.clue.detectionState == .provisional)
    // Confirmed under another key: handling goes along.
    let moved = try LedgerFixture.clue(row: 101, state: .confirmed, confirmed: "2025-05-01")
    let outcome = try LedgerFixture.commit(ledger, [moved])
    #expect(outcome.events == [.rekeyed: 1, .confirmed: 1, .numbered: 1])
    let row = try #require(try ledger.clues().first)
    #expect(row.handlingState == .countyFeedback)
    #expect(row.clue.detectionState == .confirmed)
    // What was attached under the old key is still the clue's.
    #expect(try ledger.attachments(of: moved.key) == ["a.jpg"])
    var code: TiankanError.Code?
    do { try ledger.record(verdict) } catch { code = error.code }
    #expect(code == .notFound)
    verdict.clue = moved.key
    verdict.handlingState = .closed
    try ledger.record(verdict)
    try LedgerFixture.commit(ledger, [moved])
    #expect(try ledger.clues().first?.handlingState == .closed)
    #expect(
      try ledger.events(of: moved.key).map(\.kind) == [
        .new, .provisional, .handled, .rekeyed, .confirmed, .numbered, .handled,
      ])
  }

  @Test func `number and handling come back with the key after runs to earlier days`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let whole = try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")
    try LedgerFixture.commit(ledger, [whole])
    try ledger.record(
      Verdict(
        clue: whole.key, time: "2025-07-02T08:00:00Z", person: "张三", role: "county",
        handlingState: .countyFeedback, remark: "", attachments: []))
    // As of an earlier day a larger, unconfirmed clue lies there: it goes on. Of a day before that there is nothing.
    let early = try LedgerFixture.clue(row: 98, width: 30, first: "2025-02-20", state: .provisional)
    #expect(try LedgerFixture.commit(ledger, [early]).events[.rekeyed] == 1)
    #expect(try ledger.clues().first?.handlingState == .countyFeedback)
    for between in [[], [early]] {
      if between.isEmpty {
        #expect(try LedgerFixture.commit(ledger, []).events == [.withdrawn: 1])
      }
      let outcome = try LedgerFixture.commit(ledger, [whole])
      #expect(outcome.events[.rekeyed] == 1)
      #expect(outcome.events[.numbered] == nil)
      let row = try #require(try ledger.clues().first)
      #expect(row.clue.key == whole.key)
      #expect(row.publicNumber == "3505832025JS00001")
      #expect(row.handlingState == .countyFeedback)
      if between.isEmpty { try LedgerFixture.commit(ledger, [early]) }
    }
    #expect(
      try ledger.events(of: whole.key).map(\.kind) == [
        .new, .confirmed, .numbered, .handled,  // the whole archive
        .rekeyed, .revised, .grown,  // an earlier day
        .withdrawn,  // a day before that
        .rekeyed, .reopened, .confirmed,  // the whole archive
        .rekeyed, .revised, .grown, .rekeyed, .confirmed, .shrunk,  // both once more
      ])
  }

  @Test func `a clue that was merged comes back with its own number`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let left = try LedgerFixture.clue(row: 10, state: .confirmed, confirmed: "2025-05-01")
    let right = try LedgerFixture.clue(
      row: 10, column: 210, state: .confirmed, confirmed: "2025-05-01")
    try LedgerFixture.commit(ledger, [left, right])
    let whole = try LedgerFixture.clue(
      row: 10, width: 20, state: .confirmed, confirmed: "2025-05-01")
    try LedgerFixture.commit(ledger, [whole])
    let outcome = try LedgerFixture.commit(ledger, [left, right])
    #expect(outcome.events[.reopened] == 1)
    #expect(outcome.events[.numbered] == nil)
    #expect(
      try ledger.clues().compactMap(\.publicNumber).sorted() == [
        "3505832025JS00001", "3505832025JS00002",
      ])
  }

  @Test func `the number of a merged clue finds the one it went over into`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let left = try LedgerFixture.clue(row: 10, state: .confirmed, confirmed: "2025-05-01")
    let right = try LedgerFixture.clue(
      row: 10, column: 210, state: .confirmed, confirmed: "2025-05-01")
    try LedgerFixture.commit(ledger, [left, right])
    let whole = try LedgerFixture.clue(
      row: 10, width: 20, state: .confirmed, confirmed: "2025-05-01")
    let outcome = try LedgerFixture.commit(ledger, [whole])
    #expect(outcome.events == [.merged: 1, .grown: 1])
    #expect(try ledger.clue("3505832025JS00002").clue.key == left.key)
    #expect(try ledger.clue("3505832025JS00001").publicNumber == "3505832025JS00001")
    let event = try #require(try ledger.events(of: left.key).last)
    #expect(event.kind == .grown)
    #expect(event.squareMetres == 19_992)
    #expect(event.previousSquareMetres == 9_996)
  }

  @Test(arguments: [UInt64(1), 2, 3]) func `random histories keep numbers unique and for ever`(
    seed: UInt64
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("l.gpkg")
    var random = SeededGenerator(seed: seed)
    var last: [MonitoredClue] = []
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      var numbers: [ClueKey: String] = [:]
      for round in 0..<12 {
        last = try LedgerHistory.clues(round: round, &random)
        let outcome = try LedgerFixture.commit(ledger, last)
        #expect(outcome.generation == round + 1)
        var now: [ClueKey: String] = [:]
        for row in try ledger.clues() {
          // Who is confirmed has a number, and who had one in the round before keeps it.
          if row.clue.confirmedDate != nil { #expect(row.publicNumber != nil) }
          if let before = numbers[row.clue.key] { #expect(row.publicNumber == before) }
          now[row.clue.key] = row.publicNumber
        }
        #expect(Set(now.values).count == now.count)
        numbers = now
      }
      // The same content in a new ledger is the same derived data, whatever the history.
      let fresh = try Ledger.create(at: folder.path("m.gpkg"), grid: LedgerFixture.grid())
      try LedgerFixture.commit(fresh, last.shuffled(using: &random))
      #expect(try fresh.derivedDigest() == ledger.derivedDigest())
    }
    // Judged by another program: no number twice, serials without gaps.
    #expect(
      try LedgerFixture.sqlite(
        path,
        "SELECT count(*) FROM (SELECT public_number FROM event WHERE kind = 'numbered' GROUP BY 1 HAVING count(*) > 1)"
      ) == "0")
    #expect(
      try LedgerFixture.sqlite(
        path, "SELECT count(*) = max(serial) AND min(serial) = 1 FROM event") == "1")
    #expect(try LedgerFixture.sqlite(path, "PRAGMA integrity_check") == "ok")
    #expect(
      try LedgerFixture.sqlite(
        path, "SELECT (SELECT count(*) FROM clue) = (SELECT count(*) FROM rtree_clue_geom)") == "1")
  }
}
