import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Reporting
import TestSupport
import Testing

@Suite struct LedgerReporterTests {
  @Test func `a clue's report comes from the ledger and the scenes`() throws {
    let folder = try TemporaryFolder()
    try makeSampleLedger(at: folder.path("ledger.gpkg"))
    let ledger = try Ledger(opening: folder.path("ledger.gpkg"))
    let reporter = try LedgerReporter(ledger, scenes: recoveryScenes(), program: "tiankan test")
    let report = try reporter.clue("bc06-construction", in: ledger)
    let document = report.document
    #expect(document.summary.key == "bc06-construction-20060701-12-20")
    #expect(document.grossArea.mu == 33.75)
    #expect(document.tests.map(\.name.zh) == ["植被指数下降"])
    #expect(document.overlaps.map(\.unit) == ["KQ-3"])
    #expect(document.provenance.generation == 1)
    #expect(!document.journal.isEmpty)
    let uses = document.provenance.scenes.filter { $0.use.code == "evidence" }.map(\.date)
    #expect(uses == ["2006-07-01", "2007-07-01", "2008-07-01"])
    #expect(document.provenance.scenes.contains { $0.use.code == "refused" })
    #expect(document.series.first?.points.count == 22)
    // Annual scenes of one season: the nearest before the first day, and the confirming one.
    #expect(document.pictures?.before.date == "2005-07-01")
    #expect(document.pictures?.after.date == "2008-07-01")
    #expect(report.pictures.count == 2)
    #expect(report.pictures.allSatisfy { $0.before.starts(with: [0x89, 0x50, 0x4E, 0x47]) })
  }

  @Test func `a mine's report has its periods and clues`() throws {
    let folder = try TemporaryFolder()
    try makeSampleLedger(at: folder.path("ledger.gpkg"))
    let ledger = try Ledger(opening: folder.path("ledger.gpkg"))
    let reporter = try LedgerReporter(
      ledger, scenes: [], program: "tiankan test", drawsPictures: false)
    let document = try reporter.unit("350582:KQ-3", kind: .mine, in: ledger).document
    #expect(document.clues.map(\.key) == ["bc06-construction-20060701-12-20"])
    #expect(document.periods.map(\.state.zh) == ["修复停滞"])
    #expect(document.series.map(\.index.code) == ["bare_share", "ndvi"])
    #expect(document.series.last?.points.first?.median == 0.5)
    // The long background is a part of its own, in the order of years.
    let background = try #require(document.background)
    #expect(background.index.code == "nbr" && background.state.zh == "有明显扰动")
    #expect(
      background.disturbance
        == ReportBackground.Disturbance(year: 2006, magnitude: 0.38457, years: 1))
    #expect(background.segments.map(\.from) == [2002, 2005, 2006])
    #expect(background.segments.map(\.state.en) == ["gain", "loss", "gain"])
    #expect(background.segments.map(\.change) == [0.10449, -0.38457, 0.24907])
    let page = try HTMLReport.page(document, pictures: [], language: .chinese)
    #expect(page.contains("<h2>多年背景</h2>") && page.contains("2005–2006"))
    #expect(page.contains("&lt;b&gt;采石场&lt;/b&gt;") && !page.contains("<b>采石场"))
  }

  @Test func `a tile's report counts and lists`() throws {
    let folder = try TemporaryFolder()
    try makeSampleLedger(at: folder.path("ledger.gpkg"))
    let ledger = try Ledger(opening: folder.path("ledger.gpkg"))
    let reporter = try LedgerReporter(ledger, scenes: recoveryScenes(), program: "tiankan test")
    let report = try reporter.tile("bc06", in: ledger)
    #expect(report.document.counts.map(\.count) == [1])
    #expect(report.document.decidedShare == 1)
    #expect(report.document.refusals.map(\.subject) == ["broken.tif"])
    #expect(report.pictures.count == 2)
  }

  @Test func `an unknown id names the nearest ones`() throws {
    let folder = try TemporaryFolder()
    try makeSampleLedger(at: folder.path("ledger.gpkg"))
    let ledger = try Ledger(opening: folder.path("ledger.gpkg"))
    let reporter = try LedgerReporter(ledger, scenes: [], program: "tiankan test")
    do {
      _ = try reporter.unit("KQ-4", kind: .mine, in: ledger)
      Issue.record("an unknown id was accepted")
    } catch {
      #expect(error.code == .notFound && error.message.contains("KQ-3"))
    }
    do {
      _ = try reporter.tile("bc07", in: ledger)
      Issue.record("an unknown tile was accepted")
    } catch {
      #expect(error.code == .notFound && error.message.contains("bc06"))
    }
  }
}
