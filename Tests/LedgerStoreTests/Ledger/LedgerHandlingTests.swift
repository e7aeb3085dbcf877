import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

/// What people record beside a run, and how two of them do not overwrite each other.
@Suite struct LedgerHandlingTests {
  private func verdict(
    _ key: ClueKey, _ state: HandlingState, _ remark: String, _ result: FieldResult? = nil
  ) -> Verdict {
    var verdict = Verdict(
      clue: key, time: "2026-05-01T08:00:00Z", person: "王五", role: "inspector",
      handlingState: state, remark: remark, attachments: ["photo a.jpg"])
    verdict.result = result
    return verdict
  }

  private func code(_ body: () throws -> Void) -> TiankanError.Code? {
    do {
      try body()
      return nil
    } catch { return (error as? TiankanError)?.code }
  }

  @Test func `of two that read the same version one is refused`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    try LedgerFixture.commit(
      ledger, [try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")])
    let key = try #require(try ledger.clues().first).clue.key
    #expect(try ledger.handlingVersion(of: key) == 0)
    let mark = try ledger.mark()
    let version = try ledger.record(
      verdict(key, .countyFeedback, "已平整", .present), expecting: 0)
    #expect(version == mark.lastEvent + 1)
    #expect(try ledger.mark().generation == mark.generation)
    #expect(code { _ = try ledger.record(verdict(key, .closed, "x"), expecting: 0) } == .outdated)
    #expect(try ledger.handlingVersion(of: key) == version)
    _ = try ledger.record(verdict(key, .returned, "照片不清"), expecting: version)
    let entries = try ledger.handling(of: key)
    #expect(entries.map(\.to) == [.countyFeedback, .returned])
    #expect(entries.map(\.from) == [nil, .countyFeedback])
    #expect(entries.map(\.remark) == ["已平整", "照片不清"])
    #expect(entries.map(\.result) == [.present, nil])
    #expect(entries[0].person == "王五")
    #expect(entries[0].attachments == ["photo a.jpg"])
    #expect(try ledger.events(after: mark.lastEvent, limit: 1).map(\.serial) == [version])
    #expect(try ledger.allAttachments().count == 2)
  }

  @Test func `people record while a run holds the lock, and its commit keeps what they said`()
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path("l.gpkg")
    let run = try Ledger.create(at: path, grid: LedgerFixture.grid())
    let clue = try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")
    try LedgerFixture.commit(run, [clue])
    #expect(code { _ = try Ledger(opening: path, access: .writing) } == .locked)
    let desk = try Ledger(opening: path, access: .recording)
    let key = clue.key
    let version = try desk.record(verdict(key, .countyFeedback, "x", .absent), expecting: 0)
    // The run began before, and writes after.
    try LedgerFixture.commit(run, [clue])
    #expect(try desk.clue("\(key)").handlingState == .countyFeedback)
    #expect(try desk.handlingVersion(of: key) == version)
    #expect(
      code { try LedgerFixture.commit(desk, [clue]) } == .usage, "a generation needs the lock")
    let reader = try Ledger(opening: path)
    #expect(code { _ = try reader.record(verdict(key, .closed, "x"), expecting: 0) } == .usage)
    #expect(try reader.handling(of: key).count == 1)
  }

  @Test func `filters of the service hold what they say`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    try LedgerFixture.commit(
      ledger,
      [
        try LedgerFixture.clue(row: 100, state: .confirmed, confirmed: "2025-05-01"),
        try LedgerFixture.clue(row: 1000, width: 50, county: "350500"),
        try LedgerFixture.clue(row: 2000, tile: "50RMV", kind: .abandonment, first: "2025-04-01"),
      ])
    func rows(_ change: (inout ClueFilter) -> Void) throws -> [Int] {
      var filter = ClueFilter()
      change(&filter)
      let found = try ledger.clues(filter, hasDetails: false)
      #expect(try filter.limit != nil || ledger.clueCount(filter) == found.count)
      return found.map(\.clue.key.row).sorted()
    }
    #expect(try rows { $0.scope = ["350500"] } == [1000])
    #expect(try rows { $0.scope = [] } == [])
    #expect(try rows { $0.counties = ["350500", "350583"] }.contains(1000))
    #expect(try rows { $0.tiles = ["50RMV"] } == [2000])
    #expect(try rows { $0.hiddenHandling = [.notIssued] } == [])
    #expect(try rows { $0.text = "50rmv-ABAN" } == [2000])
    #expect(try rows { $0.text = "%" } == [])
    #expect(try rows { $0.text = "' OR 1=1 --" } == [])
    #expect(try rows { $0.firstDay = (.init("2025-03-15"), nil) } == [2000])
    #expect(try rows { $0.firstDay = (nil, .init("2025-03-15")) } == [100, 1000])
    #expect(try rows { ($0.order, $0.limit, $0.offset) = (.key, 1, 1) }.count == 1)
    let sight = ClueSight(counties: ["350500"], hiddenHandling: [])
    #expect(try ledger.landUnits(sight: sight).isEmpty)
    #expect(sight.shows(county: "350500"))
    #expect(!sight.shows(county: nil))
  }
}
