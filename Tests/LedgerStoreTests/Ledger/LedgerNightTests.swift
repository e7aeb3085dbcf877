import Diagnostics
import GeoIO
import LedgerStore
import Supervision
import TestSupport
import Testing

/// What a night replaces of the results of land units.
struct LedgerNightTests {
  private func result(_ unit: String, _ period: String, _ state: String) -> UnitResultRow {
    var row = LedgerFixture.result(unit, state: state)
    row.period = period
    return row
  }

  @Test func `a result takes the place of the one of its unit and period; others stay`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.create(
      at: folder.path("ledger.gpkg"), grid: try LedgerFixture.grid())
    try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
      try transaction.append(LedgerFixture.unit("P2"))
      for (period, state) in [("2022/23", "cultivated"), ("2023/24", "pending")] {
        try transaction.append(result("P2", period, state))
      }
    }
    var changes = LedgerChanges()
    changes.advanced = ["50RMU"]
    try ledger.commit(run: LedgerFixture.run, scope: .changes(changes)) {
      transaction throws(TiankanError) in
      try transaction.append(result("P2", "2023/24", "idle_weedy"))
      try transaction.append(result("P2", "2024/25", "pending"))
    }
    let unit = try ledger.landUnit("P2")
    let found = try ledger.results(of: unit)
    #expect(found.map(\.period) == ["2022/23", "2023/24", "2024/25"])
    #expect(found.map(\.state) == ["cultivated", "idle_weedy", "pending"])
    // Results of other kinds are all made again each night.
    var mine = result("P2", "hint-fake_greening", "fake_greening")
    mine.kind = .rehabilitationLag
    try ledger.commit(run: LedgerFixture.run, scope: .changes(changes)) {
      transaction throws(TiankanError) in try transaction.append(mine)
    }
    #expect(try ledger.results(of: unit).count == 4)
    try ledger.commit(run: LedgerFixture.run, scope: .changes(changes)) {
      _ throws(TiankanError) in
    }
    #expect(try ledger.results(of: unit) == found)
    // Elsewhere a result that is there already is a mistake.
    changes.advanced = []
    var code: TiankanError.Code?
    do throws(TiankanError) {
      try ledger.commit(run: LedgerFixture.run, scope: .changes(changes)) {
        transaction throws(TiankanError) in
        try transaction.append(result("P2", "2024/25", "idle_bare"))
      }
    } catch { code = error.code }
    #expect(code == .duplicate)
  }

  @Test func `a result as texts is the same row`() throws {
    let folder = try TemporaryFolder()
    let row = LedgerFixture.result("P'1", state: "idle")
    var exports: [[UInt8]] = []
    for (number, isEncoded) in [false, true].enumerated() {
      let ledger = try Ledger.create(
        at: folder.path("\(number).gpkg"), grid: try LedgerFixture.grid())
      try ledger.commit(run: LedgerFixture.run) { transaction throws(TiankanError) in
        if isEncoded {
          let encoded = try EncodedUnitResult(row)
          if let again = EncodedUnitResult(columns: encoded.columns) {
            try transaction.append(again)
          }
        } else {
          try transaction.append(row)
        }
      }
      var bytes: [UInt8] = []
      try ledger.exportDerived { piece throws(TiankanError) in bytes += piece }
      exports.append(bytes)
    }
    #expect(exports[0] == exports[1])
    #expect(EncodedUnitResult(columns: ["one"]) == nil)
  }
}
