import Foundation
import TestSupport
import Testing

/// The commands of `docs/operations.md` for backup and restore, run as they stand there.
@Suite(.enabled(if: Program.hasPython)) struct BackupTests {
  /// The commands below a mark of the page.
  static func commands(_ mark: String) throws -> String {
    let page = try String(
      contentsOf: TestData.packageRoot.appending(path: "docs/operations.md"), encoding: .utf8)
    let start = try #require(page.firstRange(of: "<!-- example: \(mark) -->\n```sh norun\n"))
    let end = try #require(page[start.upperBound...].firstRange(of: "\n```"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  static func run(_ mark: String, _ environment: [String: String]) throws -> Program.Outcome {
    var environment = environment
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = Program.tiankan.deletingLastPathComponent().path + ":" + path
    return try Program.run("/bin/bash", ["-c", try commands(mark)], environment: environment)
  }

  static func export(_ ledger: String, _ options: String...) throws -> String {
    let outcome = try Program.tiankan(["ledger", "export", ledger] + options)
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output
  }

  @Test func `a ledger with changes in its WAL is backed up, damaged and restored`() throws {
    let area = try PublishedArea()
    let ledger = area.area.ledger
    // A reader that stays holds the WAL back, so what is issued now is in no other file.
    let reader = Process()
    reader.executableURL = URL(filePath: Program.python)
    reader.arguments = [
      "-c",
      """
      import sqlite3, sys
      connection = sqlite3.connect(sys.argv[1], isolation_level=None)
      connection.execute("BEGIN"); connection.execute("SELECT count(*) FROM clue").fetchone()
      print("ready", flush=True); sys.stdin.read()
      """, ledger,
    ]
    let (input, output) = (Pipe(), Pipe())
    reader.standardInput = input
    reader.standardOutput = output
    try reader.run()
    _ = output.fileHandleForReading.availableData
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let size = try FileManager.default.attributesOfItem(atPath: ledger + "-wal")[.size] as? Int
    #expect(size ?? 0 > 0)
    let (derived, all) = (try Self.export(ledger, "--derived"), try Self.export(ledger))
    #expect(all.contains("\"table\":\"batch\""))
    let places = ["LEDGER": ledger, "BACKUP": area.path("backup")]
    let backup = try Self.run("backup file", places)
    #expect(backup.status == 0, "\(backup.notices)")
    try input.fileHandleForWriting.close()
    reader.waitUntilExit()

    // Later work that the backup does not have, then a disk that loses a part of the file.
    _ = try Program.run("/usr/bin/sqlite3", [ledger, "DELETE FROM clue"])
    let file = try FileHandle(forUpdating: URL(filePath: ledger))
    try file.write(contentsOf: Data(repeating: 0, count: 8192))
    try file.close()
    #expect(try Program.tiankan(["ledger", "export", ledger]).status == 3)
    let restore = try Self.run("restore file", places)
    #expect(restore.status == 0, "\(restore.notices)")
    #expect(restore.output.contains("OK"))
    #expect(try Self.export(ledger, "--derived") == derived)
    #expect(try Self.export(ledger) == all)
    #expect(try area.sqlite("PRAGMA journal_mode") == "wal")
    let text = try Program.run("/bin/zcat", [area.path("backup/ledger.jsonl.gz")])
    #expect(text.output == all)
    // The restored journal is still append-only, and the next night goes on from it.
    let refused = try Program.run("/usr/bin/sqlite3", [ledger, "DELETE FROM event"])
    #expect(refused.notices.contains("append-only"))
    #expect(try area.run("batch", "list").output.contains(area.county))
    // A backup that is not what was hashed is seen.
    _ = try Program.run(
      "/usr/bin/sqlite3",
      [area.path("backup/ledger.gpkg"), "UPDATE unit_result SET state = 'idle'"])
    #expect(try Self.run("restore file", places).status != 0)
  }

  @Test(.enabled(if: PostgresServer.obstacle == nil))
  func `a ledger on a server is dumped, dropped and restored`() throws {
    let server = try PostgresServer()
    let area = try MonitoredArea(try Township.shared.get())
    let scenes = try area.scenes(try area.township.scenes.prefix(24))
    try area.configure(
      scenes: [scenes], ledger: server.address, more: ["publish: {batches: batches}"])
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let (derived, all) = (
      try Self.export(server.address, "--derived"), try Self.export(server.address)
    )
    let places = [
      "LEDGER": server.address, "DATABASE": server.address, "SCHEMA": "tiankan",
      "BACKUP": area.path("backup"),
    ]
    let backup = try Self.run("backup server", places)
    #expect(backup.status == 0, "\(backup.notices)")
    try server.sql("DROP TABLE tiankan.clue CASCADE; DELETE FROM tiankan.land_unit")
    #expect(try Program.tiankan(["ledger", "export", server.address]).status == 3)
    let restore = try Self.run("restore server", places)
    #expect(restore.status == 0, "\(restore.output)\(restore.notices)")
    #expect(restore.output.contains("OK"))
    #expect(try Self.export(server.address, "--derived") == derived)
    #expect(try Self.export(server.address) == all)
    #expect((try? server.sql("DELETE FROM tiankan.event")) == nil)
    // The restored ledger takes the next night.
    let next = try area.monitor()
    #expect(next.status == 0, "\(next.notices)")
    #expect(try Self.export(server.address, "--derived") == derived)
  }
}
