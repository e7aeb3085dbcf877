import Diagnostics
import Foundation
import Glibc
import LedgerStore
import Supervision
import TestSupport
import Testing

/// A writer that is killed, and a disk that is full: the generation before is what counts.
@Suite(.serialized) struct LedgerCrashTests {
  /// Commits once, and then on until the process is killed, in whatever it is doing then.
  static func writeUntilKilled(_ address: String, milliseconds: UInt32) throws {
    let ledger = try Ledger(opening: address, access: .writing)
    for round in 1... {
      let clue = try LedgerFixture.clue(
        row: 1000 + round, state: .confirmed, confirmed: "2025-05-01")
      try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
        try LedgerFixture.fill(&transaction, clues: [clue])
        for day in 10..<1200 { try transaction.append(LedgerFixture.observation("P2", day: day)) }
      }
      guard round == 1 else { continue }
      Thread.detachNewThread {
        usleep(milliseconds * 1000)
        kill(getpid(), SIGKILL)
      }
    }
  }

  /// Commits nothing: dies with rows sent and the transaction open.
  static func dieInside(_ address: String, afterRows rows: Int) throws {
    let ledger = try Ledger(opening: address, access: .writing)
    try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
      for day in 0..<rows { try transaction.append(LedgerFixture.observation("P9", day: day)) }
      kill(getpid(), SIGKILL)
    }
  }

  /// Derived data and journal of the last generation agree, and the next commit works.
  static func check(_ address: String) throws {
    let ledger = try Ledger(opening: address, access: .writing)
    let generation = try ledger.generation()
    #expect(generation > 1)
    let runs = try ledger.runs()
    #expect(runs.map(\.number) == Array((1...generation).reversed()))
    #expect(try ledger.clueCount() == 1)
    let observed = try ledger.observations(of: try ledger.landUnit("P2")).count
    #expect(observed == 1192)
    let serials = try (1...generation).flatMap { try ledger.events(ofRun: $0).map(\.serial) }
    #expect(serials == Array(1...serials.count))
    #expect(try ledger.clues().first?.publicNumber != nil)
  }

  private static func start(_ address: String) throws {
    let ledger = try Ledger.create(at: address, grid: LedgerFixture.grid())
    try LedgerFixture.commit(
      ledger, [try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")])
  }

  @Test func `a writer killed at any moment leaves a whole generation`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("l.gpkg")
    try Self.start(path)
    for milliseconds in [UInt32(30), 120, 260, 333, 410, 577] {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, milliseconds = milliseconds as UInt32] in
        try Self.writeUntilKilled(path, milliseconds: milliseconds)
      }
      try Self.check(path)
    }
    let digest = try Ledger(opening: path).derivedDigest()
    for rows in [0, 100, 20_000] {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, rows = rows as Int] in
        try Self.dieInside(path, afterRows: rows)
      }
      try Self.check(path)
      #expect(try Ledger(opening: path).derivedDigest() == digest)
    }
    #expect(try LedgerFixture.sqlite(path, "PRAGMA integrity_check") == "ok")
  }

  @Test(
    .enabled(
      if: PostgresServer.obstacle == nil, "\(PostgresServer.obstacle ?? "a server can be started")")
  )
  func `a writer of a server killed at any moment leaves a whole generation`() async throws {
    let server = try PostgresServer()
    let address = server.address
    try Self.start(address)
    for milliseconds in [UInt32(120), 333, 577] {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [address = address as String, milliseconds = milliseconds as UInt32] in
        try Self.writeUntilKilled(address, milliseconds: milliseconds)
      }
      // The server notices the lost connection when it next reads from it.
      for _ in 0..<100 {
        do {
          _ = try Ledger(opening: address, access: .writing)
          break
        } catch { usleep(50_000) }
      }
      try Self.check(address)
    }
  }

  /// Puts a disk of 3 MB where a folder was.
  private static func mountSmallDisk(on folder: TemporaryFolder) throws {
    let mounted = try Program.run(
      "/bin/mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.url.path])
    try #require(mounted.status == 0, "\(mounted.notices)")
  }

  @Test(.enabled(if: geteuid() == 0, "mounting a tmpfs is not permitted: run as root"))
  func `a full disk ends the commit and leaves the generation before`() throws {
    let folder = try TemporaryFolder()
    try Self.mountSmallDisk(on: folder)
    defer { _ = try? Program.run("/bin/umount", [folder.url.path]) }
    let path = folder.path("l.gpkg")
    let digest: String
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
      digest = try ledger.derivedDigest()
      var found: TiankanError?
      do {
        try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
          for day in 0..<50_000 {
            try transaction.append(LedgerFixture.observation("P2", day: day))
          }
        }
      } catch { found = error }
      #expect(found?.code == .diskFull, "\(found.map { "\($0)" } ?? "no error")")
      #expect(try ledger.generation() == 1)
      #expect(try ledger.derivedDigest() == digest)
    }
    let again = try Ledger(opening: path, access: .writing)
    #expect(try again.derivedDigest() == digest)
    #expect(try LedgerFixture.commit(again, [try LedgerFixture.clue()]).generation == 2)
  }

  @Test(.enabled(if: geteuid() == 0, "mounting a tmpfs is not permitted: run as root"))
  func `a disk without any room left is told as such when the ledger is opened`() throws {
    let folder = try TemporaryFolder()
    try Self.mountSmallDisk(on: folder)
    defer { _ = try? Program.run("/bin/umount", [folder.url.path]) }
    let path = folder.path("l.gpkg")
    let digest: String
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
      digest = try ledger.derivedDigest()
    }
    let filler = folder.path("filler")
    let filled = try Program.run("/bin/sh", ["-c", "cat /dev/zero > '\(filler)'"])
    try #require(filled.notices.contains("No space left"), "\(filled.notices)")
    let failure = #expect(throws: TiankanError.self) {
      _ = try Ledger(opening: path, access: .writing)
    }
    #expect(failure?.code == .diskFull, "\(failure.map { "\($0)" } ?? "no error")")
    try FileManager.default.removeItem(atPath: filler)
    #expect(try Ledger(opening: path, access: .writing).derivedDigest() == digest)
  }
}
