import Imagery
import Reporting
import Testing

@Suite struct DocumentAssemblerTests {
  // echo "24.945 117.0032" | cs2cs EPSG:4490 EPSG:4548 -f %.3f (PROJ 9.1) prints 2759961.687 500323.184.
  @Test func `a position is given in three systems`() throws {
    let position = try makeClueDocument().position
    #expect(abs(position.cgcs2000.longitude - 117.0032) < 1e-9)
    #expect(abs(position.wgs84.latitude - 24.945) < 1e-6)
    #expect(position.grid.crs == "EPSG:4548")
    #expect(abs(position.grid.x - 500_323.184) < 0.001)
    #expect(abs(position.grid.y - 2_759_961.687) < 0.001)
  }

  @Test func `codes come with words and unknown codes as they are`() throws {
    let assembler = try DocumentAssembler(grid: makeChineseGrid(), program: "test")
    #expect(assembler.term(.approvals, "matches").zh == "与批准范围一致（待核）")
    #expect(assembler.term(.tests, "of_a_new_rule").en == "of_a_new_rule")
  }

  @Test func `a winter without a clear view is a gap and usual spacing is none`() throws {
    let gaps = try makeClueDocument().gaps
    #expect(gaps.map(\.from) == ["2022-11-09"])
    #expect(gaps.map(\.days) == [121])
  }

  @Test func `the band is made of the days before the first hit alone`() throws {
    let series = try makeClueDocument().series[0]
    let after = series.baseline.filter { $0.date > "2024-04-01" }
    // The field was green in the springs of 2022 and 2023; the bare ground of 2024 must not pull the band down.
    #expect(!after.isEmpty)
    #expect(after.allSatisfy { $0.lower > 0.2 && $0.lower <= $0.middle && $0.middle <= $0.upper })
  }

  @Test func `clues are ranked by priority then state then area`() throws {
    var first = try makeClueDocument().summary
    var second = first
    first.priority.code = "P2"
    second.priority.code = "P1"
    #expect(ClueSummary.isBefore(second, first))
    second.priority.code = "P2"
    second.detectionState.code = "first"
    #expect(ClueSummary.isBefore(first, second))
    second.detectionState.code = "confirmed"
    second.area = ReportArea(squareMetres: 99_999)
    #expect(ClueSummary.isBefore(second, first))
  }
}
