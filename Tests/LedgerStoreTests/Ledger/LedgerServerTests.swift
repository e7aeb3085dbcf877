import Diagnostics
import Foundation
import Geometry
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

@Suite(
  .enabled(
    if: PostgresServer.obstacle == nil, "\(PostgresServer.obstacle ?? "a server can be started")"))
struct LedgerServerTests {
  private func failure(_ body: () throws -> Void) -> TiankanError? {
    do {
      try body()
      return nil
    } catch { return error as? TiankanError }
  }

  @Test func `a server holds the same ledger as a file`() throws {
    let server = try PostgresServer()
    let folder = try TemporaryFolder()
    let address = server.address
    #expect(try !Ledger.exists(at: address))
    let file = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let store = try Ledger.create(at: address, grid: LedgerFixture.grid())
    #expect(try Ledger.exists(at: address))
    #expect(!store.address.contains(PostgresServer.password))

    var random = SeededGenerator(seed: 11)
    for round in 0..<4 {
      let clues = try LedgerHistory.clues(round: round, &random)
      let first = try LedgerFixture.commit(file, clues)
      let second = try LedgerFixture.commit(store, clues.shuffled(using: &random))
      #expect(first == second)
      #expect(try file.derivedDigest() == store.derivedDigest())
    }
    var both: [[UInt8]] = [[], []]
    try file.export { piece throws(TiankanError) in both[0] += piece }
    try store.export { piece throws(TiankanError) in both[1] += piece }
    #expect(both[0] == both[1])
    #expect(try store.landUnit("cropland:P'1").outline == LedgerFixture.unit("P'1").outline)
    #expect(
      try store.observations(of: try store.landUnit("P2"))
        == file.observations(of: try file.landUnit("P2")))
    let box = LedgerFixture.outline(column: 0, row: 0, width: 300, height: 600).envelope
    var filter = ClueFilter()
    filter.envelope = box
    #expect(try store.clues(filter).map(\.clue.key) == file.clues(filter).map(\.clue.key))

    // Another program sees the same.
    let count = try file.clueCount()
    #expect(try LedgerFixture.psql(address, "SELECT count(*) FROM tiankan.clue") == "\(count)")
    #expect(
      try LedgerFixture.psql(
        address, "SELECT DISTINCT ST_SRID(geom), ST_IsValid(geom) FROM tiankan.clue") == "32650|t")
    for sql in [
      "UPDATE tiankan.event SET kind = ''", "DELETE FROM tiankan.run", "TRUNCATE tiankan.batch",
    ] {
      #expect(try LedgerFixture.psql(address, sql).contains("append-only"), "\(sql)")
    }

    #expect(failure { _ = try Ledger(opening: address, access: .writing) }?.code == .locked)
    #expect(failure { _ = try Ledger.create(at: address, grid: LedgerFixture.grid()) } != nil)
    let other = try Ledger.create(at: address + "?schema=other", grid: LedgerFixture.grid())
    #expect(try other.generation() == 0)
    #expect(
      failure { _ = try Ledger(opening: address + "?schema=none") }?.code == .unsupportedFormat)
  }

  @Test func `a commit that fails leaves nothing on a server, and readers are not blocked`() throws
  {
    let server = try PostgresServer()
    let address = server.address
    let store = try Ledger.create(at: address, grid: LedgerFixture.grid())
    try LedgerFixture.commit(store, [try LedgerFixture.clue()])
    let digest = try store.derivedDigest()
    let twice = [try LedgerFixture.clue(row: 7), try LedgerFixture.clue(row: 7)]
    #expect(failure { try LedgerFixture.commit(store, twice) }?.code == .duplicate)
    #expect(try store.derivedDigest() == digest)
    try store.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
      try LedgerFixture.fill(&transaction, clues: [])
      for day in 10..<3000 { try transaction.append(LedgerFixture.observation("P2", day: day)) }
      let reader = try Ledger(opening: address)
      let (clues, digestNow) = (try reader.clueCount(), try reader.derivedDigest())
      guard clues == 1, digestNow == digest else {
        throw TiankanError(.bug, "the reader saw an unfinished commit")
      }
    }
    #expect(try store.clueCount() == 0)
  }
}
