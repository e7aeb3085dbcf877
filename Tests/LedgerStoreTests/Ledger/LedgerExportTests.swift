import Diagnostics
import Foundation
import Geometry
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

@Suite struct LedgerExportTests {
  private static func lines(_ ledger: borrowing Ledger, derived: Bool) throws -> [[String: Any]] {
    var bytes: [UInt8] = []
    if derived {
      try ledger.exportDerived { piece throws(TiankanError) in bytes += piece }
    } else {
      try ledger.export { piece throws(TiankanError) in bytes += piece }
    }
    return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        "\(String(decoding: line, as: UTF8.self))")
    }
  }

  @Test func `lines are JSON with sorted names and integer outlines`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    try LedgerFixture.commit(
      ledger, [try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01")])
    let derived = try Self.lines(ledger, derived: true)
    let tables = derived.compactMap { $0["table"] as? String }
    #expect(
      tables == [
        "grid", "rule_set", "scene", "scene", "land_unit", "land_unit", "observation",
        "observation", "observation", "observation", "unit_result", "unit_result", "clue",
        "clue_overlap", "clue_evidence", "clue_evidence", "clue_evidence", "clue_evidence",
      ])
    let clue = try #require(derived.first { $0["table"] as? String == "clue" })
    #expect(clue["public_number"] == nil)
    #expect(clue["handling_state"] == nil)
    #expect(clue["written"] == nil)
    #expect(clue["area_m2"] as? Double == 9_996)
    // The rectangle of columns 200 to 210 and rows 100 to 110, in thousandths.
    let outline = try #require(clue["outline"] as? [[[[Int]]]])
    #expect(
      outline == [
        [
          [
            [200_000, 100_000], [200_000, 110_000], [210_000, 110_000], [210_000, 100_000],
            [200_000, 100_000],
          ]
        ]
      ])
    var text: [UInt8] = []
    try ledger.exportDerived { piece throws(TiankanError) in text += piece }
    #expect(!String(decoding: text, as: UTF8.self).contains("2025-07-01"))
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      // Names at the beginning of each member of the outer object, in this fixture without nested ones before them.
      let names = line.matches(of: /(?:^\{|,)"([a-z0-9_]+)":/).map { String($0.1) }
      if !line.contains("unit_result"), !line.contains("land_unit") {
        #expect(names == names.sorted(), "\(line)")
      }
    }
    let all = try Self.lines(ledger, derived: false)
    #expect(all.filter { $0["table"] as? String == "event" }.count == 3)
    #expect(all.contains { $0["public_number"] as? String == "3505832025JS00001" })
  }

  @Test func `the digest is the SHA-256 of the export, and equal content has an equal one`() throws
  {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
    let clues = [try LedgerFixture.clue(), try LedgerFixture.clue(row: 300)]
    try LedgerFixture.commit(ledger, clues)
    let digest = try ledger.derivedDigest()
    var bytes: [UInt8] = []
    try ledger.exportDerived { piece throws(TiankanError) in bytes += piece }
    try Data(bytes).write(to: folder.url.appending(path: "export"))
    let judged = try Program.run("/usr/bin/sha256sum", [folder.path("export")]).output
    #expect(judged.hasPrefix(digest))

    let events = try ledger.events(ofRun: 1).count
    let outcome = try LedgerFixture.commit(ledger, clues.reversed())
    #expect(outcome.events.isEmpty)
    #expect(outcome.generation == 2)
    #expect(try ledger.derivedDigest() == digest)
    #expect(try ledger.runs().count == 2)
    #expect(try ledger.events(ofRun: 1).count == events)
    try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
    #expect(try ledger.derivedDigest() != digest)
  }

  @Test func `the command writes what the store exports`() throws {
    let folder = try TemporaryFolder()
    var digest = ""
    do {
      let ledger = try Ledger.create(at: folder.path("l.gpkg"), grid: LedgerFixture.grid())
      try LedgerFixture.commit(ledger, [try LedgerFixture.clue()])
      digest = try ledger.derivedDigest()
    }
    let outcome = try Program.tiankan(["ledger", "export", "--derived", folder.path("l.gpkg")])
    #expect(outcome.status == 0, "\(outcome.notices)")
    try Data(outcome.output.utf8).write(to: folder.url.appending(path: "export"))
    #expect(
      try Program.run("/usr/bin/sha256sum", [folder.path("export")]).output.hasPrefix(digest))
    #expect(try Program.tiankan(["ledger", "export", folder.path("none.gpkg")]).status == 3)
  }
}
