import LandUnits
import Diagnostics
import Foundation
import Imagery
import Supervision
import TestSupport
import Testing

@testable import Monitoring

@Suite(.enabled(if: Program.hasPython)) struct AreaLayersTests {
  let fixture: Fixture

  init() throws { fixture = try Fixture() }

  func layers(_ lines: [String]) throws -> AreaLayers {
    try AreaLayers(
      try fixture.configuration(lines), vocabulary: try Vocabulary.builtIn())
  }

  func failure(_ lines: [String]) -> TiankanError? {
    do {
      _ = try layers(lines)
      return nil
    } catch { return error as? TiankanError }
  }

  static let approvals =
    "approvals: {source: approvals.gpkg, fields: {id: id, kind: kind, from: from, to: to}, complete_to: 2025-12-31}"

  @Test func `a second unit of one id is refused by its name`() throws {
    try fixture.python(
      """
      layer("cropland", ["BSM"], [(0, 0, 5, 5, ["P1"]), (5, 0, 9, 5, ["P2"]), (9, 0, 12, 5, ["P1"])])
      """)
    let read = try layers(["cropland: {source: cropland.gpkg, fields: {id: BSM}}"])
    #expect(read.units[.cropland]?.map(\.id) == ["P1", "P2"])
    #expect(read.refusals.count == 1)
    #expect(read.refusals.first?.code == "duplicate")
    #expect(read.refusals.first?.subject.contains("P1") == true)
  }

  @Test func `approvals are understood by kind and validity`() throws {
    try fixture.python(
      """
      layer("approvals", ["id", "kind", "from", "to"], [
          (0, 0, 5, 5, ["A1", "农转用", "2024-01-05", "2026-01-05"]),
          (5, 0, 9, 5, ["A2", "临时用地", "2024-02-05", None])])
      """)
    let read = try layers([Self.approvals])
    #expect(read.refusals.isEmpty)
    #expect(
      read.meanings[.approvals] == [
        "A1": .approval(.conversion, from: try day("2024-01-05"), to: try day("2026-01-05")),
        "A2": .approval(.temporary, from: try day("2024-02-05"), to: nil),
      ])
    #expect(read.approvalsCompleteTo == (try day("2025-12-31")))
  }

  // Each of these may be the approval that fits, so no clue may say that none does.
  @Test(arguments: [
    ("[\"A1\", \"批条\", \"2024-01-05\", None]", "批条"),
    ("[\"A1\", \"农转用\", None, None]", "missing"),
    ("[\"A1\", \"农转用\", \"spring\", None]", "spring"),
    ("[\"A1\", \"农转用\", \"2024-01-05\", \"2024-02-30\"]", "2024-02-30"),
    ("[\"A0\", \"农转用\", \"2024-01-05\", None]", "A0"),
  ])
  func `a record that is not understood is refused, and the layer is no longer complete`(
    row: String, text: String
  ) throws {
    try fixture.python(
      """
      layer("approvals", ["id", "kind", "from", "to"], [
          (20, 0, 25, 5, ["A0", "农转用", "2024-01-05", None]), (0, 0, 5, 5, \(row))])
      """)
    let read = try layers([Self.approvals])
    #expect(read.refusals.count == 1)
    let refusal = try #require(read.refusals.first)
    let words = "\(refusal.subject) \(refusal.reason)"
    #expect(words.contains(text))
    #expect(refusal.subject.contains(text == "A0" ? "A0" : "A1"))
    #expect(read.approvalsCompleteTo == nil)
    #expect(read.notices.contains { $0.contains("does not count as complete") })
  }

  @Test func `a field that the layer lacks is wrong usage, not a row that is bad`() throws {
    try fixture.python(
      """
      layer("approvals", ["id", "kind", "from", "to"], [(0, 0, 5, 5, ["A1", "农转用", "2024-01-05", None])])
      layer("lines", ["kind"], [(0, 0, 5, 5, ["永农"])])
      """)
    for (line, field) in [
      ("approvals: {source: approvals.gpkg, fields: {id: id, kind: KIND2, from: from}}", "KIND2"),
      ("approvals: {source: approvals.gpkg, fields: {id: id, kind: kind, from: FROM2}}", "FROM2"),
      ("approvals: {source: approvals.gpkg, fields: {id: ID2, kind: kind, from: from}}", "ID2"),
      ("control_lines: {source: lines.gpkg, fields: {kind: KIND3}}", "KIND3"),
    ] {
      let error = failure([line])
      #expect(error?.code == .usage)
      let words = "\(error?.message ?? "") \(error?.subject ?? "")"
      #expect(words.contains(field))
    }
  }

  @Test func `the three lines are known by their texts, others are refused`() throws {
    try fixture.python(
      """
      layer("lines", ["id", "kind"], [(0, 0, 5, 5, ["L1", "永久基本农田"]), (5, 0, 9, 5, ["L2", "生态保护红线"]),
          (9, 0, 12, 5, ["L3", "城镇开发边界"]), (12, 0, 15, 5, ["L4", "蓝线"])])
      """)
    let read = try layers(["control_lines: {source: lines.gpkg, fields: {id: id, kind: kind}}"])
    #expect(
      read.meanings[.controlLines] == [
        "L1": .line(.permanentFarmland), "L2": .line(.redLine), "L3": .line(.growthBoundary),
      ])
    #expect(read.refusals.map(\.subject) == ["control_lines L4"])
    #expect(read.refusals.first?.reason.contains("蓝线") == true)
  }

  @Test func `the fallow list is read, rows without days are refused by their row`() throws {
    try fixture.python(
      """
      layer("cropland", ["BSM"], [(0, 0, 5, 5, ["P1"])])
      open(f"{folder}/fallow.csv", "w").write(
          "BSM,from,to\\nP1,2023-10-01,2024-09-30\\nP1,2024-10-01,2025-09-30\\nP2,2025-01-01,2024-01-01\\nP3,,\\n,2025-01-01,2025-02-01\\n")
      """)
    let line =
      "cropland: {source: cropland.gpkg, fields: {id: BSM}, fallow: {source: fallow.csv, fields: {id: BSM, from: from, to: TO}}}"
    let read = try layers([line.replacing("TO", with: "to")])
    #expect(
      read.fallow == [
        "P1": [
          try day("2023-10-01")...day("2024-09-30"), try day("2024-10-01")...day("2025-09-30"),
        ]
      ])
    #expect(read.refusals.count == 3)
    #expect(read.refusals.allSatisfy { $0.subject.contains("row") })
    #expect(failure([line.replacing("TO", with: "until")])?.code == .usage)
  }

  @Test func `the plan of mines ascends, rows that are no plan are refused`() throws {
    try fixture.python(
      """
      layer("mines", ["KSBH"], [(0, 0, 5, 5, ["K1"])])
      open(f"{folder}/plan.csv", "w").write(
          "K,D,C\\nK1,2025-12-31,60\\nK1,2024-12-31,30.5\\nK1,2026-12-31,101\\nK1,soon,5\\n,2025-01-01,5\\n")
      """)
    let read = try layers([
      "mines: {source: mines.gpkg, fields: {id: KSBH}}",
      "mine_plan: {source: plan.csv, fields: {mine: K, date: D, cover: C}}",
    ])
    #expect(read.minePlans["K1"]?.map(\.cover) == [30.5, 60])
    #expect(read.minePlans["K1"]?.map(\.date.description) == ["2024-12-31", "2025-12-31"])
    #expect(read.minePlans.keys.sorted() == ["K1"])
    #expect(read.refusals.count == 3)
  }

  @Test func `each unit belongs to the tile that holds its inner point`() throws {
    try fixture.python(
      """
      layer("cropland", ["BSM"], [(0, 0, 5, 5, ["west"]), (40, 0, 58, 5, ["cut west"]), (44, 20, 62, 25, ["cut east"]),
          (90, 0, 95, 5, ["east"]), (200, 0, 205, 5, ["beside"])])
      layer("counties", ["XZQDM"], [(0, 0, 60, 100, ["350101"]), (60, 0, 100, 100, ["350102"])])
      """)
    let configuration = try fixture.configuration([
      "cropland: {source: cropland.gpkg, fields: {id: BSM}}",
      "counties: {source: counties.gpkg, fields: {id: XZQDM}}",
    ])
    let read = try AreaLayers(configuration, vocabulary: try Vocabulary.builtIn())
    let units = try MonitoredUnits(
      read, grid: configuration.grid, tiles: configuration.tiles)
    func ids(_ tile: String) -> [String] {
      units.units(of: .cropland, in: tile).map { units.index.units[$0].id }
    }
    #expect(ids("A") == ["west", "cut west"])
    #expect(ids("B") == ["cut east", "east"])
    #expect(units.notices == ["cropland: 1 units lie outside all tiles and are not watched"])
    let counties = units.units(of: .cropland, in: "B").map { units.places[$0]?.county }
    #expect(counties == ["350101", "350102"])
  }
}
