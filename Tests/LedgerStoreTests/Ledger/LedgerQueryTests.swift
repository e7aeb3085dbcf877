import Diagnostics
import Geometry
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

@Suite struct LedgerQueryTests {
  private func failure(_ body: () throws -> Void) -> TiankanError? {
    do {
      try body()
      return nil
    } catch { return error as? TiankanError }
  }

  @Test func `clues are found by what a reader knows of them`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let clues = [
      try LedgerFixture.clue(row: 100, state: .confirmed, confirmed: "2025-05-01"),
      try LedgerFixture.clue(row: 1000, width: 50, county: "350500"),
      try LedgerFixture.clue(row: 2000, tile: "50RMV", kind: .abandonment, first: "2025-04-01"),
    ]
    try LedgerFixture.commit(ledger, clues)
    #expect(try ledger.clue("50RMU-construction-20250301-100-200").clue.key.row == 100)
    #expect(try ledger.clue("3505832025JS00001").clue.key.row == 100)
    #expect(try ledger.clue("350583:3505832025JS00001").clue.key.row == 100)
    #expect(try ledger.clue("50RMV").clue.key.row == 2000)
    #expect(try ledger.clue("3505832025JS").clue.key.row == 100)
    #expect(failure { _ = try ledger.clue("350500:3505832025JS00001") }?.code == .notFound)
    #expect(failure { _ = try ledger.clue("x' OR '1'='1") }?.code == .notFound)
    let ambiguous = failure { _ = try ledger.clue("50RMU-") }
    #expect(ambiguous?.code == .usage)
    #expect(ambiguous?.message.contains("50RMU-construction-20250301-1000-200") == true)

    func rows(_ change: (inout ClueFilter) -> Void) throws -> [Int] {
      var filter = ClueFilter()
      change(&filter)
      return try ledger.clues(filter).map(\.clue.key.row)
    }
    #expect(try rows { $0.tile = "50RMU" } == [100, 1000])
    #expect(try rows { $0.county = "350500" } == [1000])
    #expect(try rows { $0.kinds = [.abandonment] } == [2000])
    #expect(try rows { $0.states = [.confirmed] } == [100])
    #expect(try rows { $0.unit = ("cropland", "P'1") } == [100, 1000, 2000])
    #expect(try rows { $0.order = .area } == [1000, 100, 2000])
    #expect(try rows { $0.order = .newest } == [2000, 100, 1000])
    #expect(try rows { ($0.order, $0.limit) = (.area, 1) } == [1000])
    let place = LedgerFixture.outline(column: 205, row: 1005, width: 1, height: 1).envelope
    #expect(try rows { $0.envelope = place } == [1000])
    #expect(try ledger.clueCounts().map(\.count) == [1, 1, 1])
  }

  @Test func `land units are found by layer, county, or alone where unique`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
      try transaction.append(LedgerFixture.unit("7"))
      try transaction.append(LedgerFixture.unit("7", layer: "projects"))
      try transaction.append(LedgerFixture.unit("a:b"))
    }
    #expect(try ledger.landUnit("projects:7").layer == "projects")
    #expect(try ledger.landUnit("7", in: ["cropland"]).layer == "cropland")
    #expect(try ledger.landUnit("a:b").id == "a:b")
    #expect(try ledger.landUnit("350583:a:b").id == "a:b")
    let ambiguous = failure { _ = try ledger.landUnit("7") }
    #expect(ambiguous?.code == .usage)
    #expect(ambiguous?.message.contains("cropland:7, projects:7") == true)
    #expect(failure { _ = try ledger.landUnit("8") }?.code == .notFound)
    #expect(try ledger.landUnits(layer: "cropland", limit: 1).map(\.id) == ["7"])
  }
}
