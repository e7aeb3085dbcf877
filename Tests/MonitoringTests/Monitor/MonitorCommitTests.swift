import Diagnostics
import Foundation
import Glibc
import Imagery
import LedgerStore
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Monitoring

/// A run that dies between two steps of its commit leaves a ledger and a state from which the next goes on.
@Suite(.enabled(if: Program.hasPython)) struct MonitorCommitTests {
  /// A simulated township (模拟数据) of 28 dates whose last two have not arrived.
  private struct Area {
    let folder: TemporaryFolder
    let late: [String]

    init() throws {
      folder = try TemporaryFolder()
      let script = TestData.packageRoot.appending(path: "simulation/township")
      let made = try Program.run(
        Program.python,
        [
          script.path, "--seed", "8", "--size", "128", "--years", "2", "--dates-per-year", "14",
          "--out", folder.path("town"),
        ])
      try #require(made.status == 0, "\(made.notices)")
      let scenes = folder.path("town/scenes")
      let names = try FileManager.default.contentsOfDirectory(atPath: scenes).sorted {
        $0.suffix(8) < $1.suffix(8)
      }
      late = Array(names.suffix(2))
      for name in late {
        try FileManager.default.moveItem(
          atPath: "\(scenes)/\(name)", toPath: folder.path("town/\(name)"))
      }
    }

    var yaml: String { folder.path("town/tiankan.yaml") }

    func arrive() throws {
      for name in late {
        try FileManager.default.moveItem(
          atPath: folder.path("town/\(name)"), toPath: folder.path("town/scenes/\(name)"))
      }
    }
  }

  private static func run(
    _ yaml: String, interruption: Interruption = Interruption(),
    report: @escaping @Sendable (JobProgress) -> Void = { _ in },
    afterStep: @escaping @Sendable (CommitStep) -> Void = { _ in }
  ) throws -> MonitorReport {
    let configuration = try Configuration(reading: yaml)
    var job = MonitorJob(
      MonitorRequest(
        configuration: configuration, rules: try MonitorRules(configuration), until: nil,
        tile: nil, programVersion: "test", now: { "2026-01-01T00:00:00Z" }),
      in: JobContext(
        pool: WorkerPool(threads: 2, interruption: interruption),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, report: report))
    job.afterStep = afterStep
    return try job.run()
  }

  @Test func `a kill after each step`() async throws {
    let area = try Area()
    let yaml = area.yaml
    _ = try Self.run(yaml)
    try area.arrive()
    let town = area.folder.path("town")
    for name in ["ledger.gpkg", "state"] {
      try FileManager.default.copyItem(atPath: "\(town)/\(name)", toPath: "\(town)/\(name).start")
    }
    let whole = try Self.run(yaml)
    #expect(whole.work.allSatisfy { $0.mode == .advanced })
    let digest = try Ledger(opening: "\(town)/ledger.gpkg").derivedDigest()
    for step in CommitStep.allCases {
      for name in ["ledger.gpkg", "state"] {
        try FileManager.default.removeItem(atPath: "\(town)/\(name)")
        try FileManager.default.copyItem(
          atPath: "\(town)/\(name).start", toPath: "\(town)/\(name)")
      }
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [yaml = yaml as String, name = "\(step)" as String] in
        _ = try Self.run(
          yaml, afterStep: { reached in if "\(reached)" == name { kill(getpid(), SIGKILL) } })
      }
      let generation = try Ledger(opening: "\(town)/ledger.gpkg").generation()
      #expect(generation == (step == .stateWritten ? 1 : 2))
      let next = try Self.run(yaml)
      #expect(next.work.allSatisfy { $0.mode == (step == .stateWritten ? .advanced : .kept) })
      let ledger = try Ledger(opening: "\(town)/ledger.gpkg")
      #expect(try ledger.derivedDigest() == digest)
      let runs = try ledger.runs().map(\.number)
      #expect(runs == Array((1...generation + 1).reversed()))
      let serials = try (1...generation + 1).flatMap {
        try ledger.events(ofRun: $0).map(\.serial)
      }
      #expect(serials == Array(1..<serials.count + 1))
      let left = try FileManager.default.contentsOfDirectory(atPath: "\(town)/state").filter {
        $0.hasPrefix("generation-")
      }
      #expect(left == ["generation-\(generation + 1)"])
      #expect(
        try String(contentsOfFile: "\(town)/state/CURRENT", encoding: .utf8)
          == "generation-\(generation + 1)\n")
    }
  }

  @Test func `a request to stop while the ledger is written undoes it`() throws {
    let area = try Area()
    let ledger = area.folder.path("town/ledger.gpkg")
    _ = try Self.run(area.yaml)
    let before = try Ledger(opening: ledger).derivedDigest()
    try area.arrive()
    let interruption = Interruption()
    let seen = Mutex<[JobProgress]>([])
    var code: TiankanError.Code?
    do {
      _ = try Self.run(area.yaml, interruption: interruption) { progress in
        guard progress.stage == CommitProgress.stage else { return }
        seen.withLock { $0.append(progress) }
        interruption.request()
      }
    } catch let error as TiankanError { code = error.code }
    #expect(code == .interrupted)
    #expect(seen.withLock { $0.count } == 1)
    #expect(try Ledger(opening: ledger).derivedDigest() == before)
    #expect(try Ledger(opening: ledger).generation() == 1)
    // The next run does it, and says how far it has come.
    let stages = Mutex<[JobProgress]>([])
    let report = try Self.run(area.yaml) { progress in
      if progress.stage == CommitProgress.stage { stages.withLock { $0.append(progress) } }
    }
    #expect(report.generation == 2)
    #expect(try Ledger(opening: ledger).derivedDigest() != before)
    let found = stages.withLock { $0 }
    #expect(found.count > 1)
    #expect(found.last.map { $0.done == $0.total } == true)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.done <= $1.done })
  }
}
