import Geometry
import Imagery
import Supervision
import Testing

@testable import Monitoring

@Suite struct BareSpellTests {
  private func clue(
    _ state: DetectionState, days: Int, cropland: Double
  ) throws -> MonitoredClue {
    let first = try #require(CalendarDate("2024-01-09"))
    let end = CalendarDate(dayNumber: first.dayNumber + days)
    var clue = MonitoredClue(
      key: ClueKey(tile: "A", kind: .construction, firstDate: first, row: 0, column: 0),
      detectionState: state, finding: "construction", firstDate: first, lastDate: end,
      pixelCount: 9, squareMetres: 900, outline: MultiPolygon([]), position: Coordinate(x: 0, y: 0),
      priority: .third, ruleSet: "construction-1")
    if state == .ended { clue.endedDate = end }
    clue.overlaps = [
      ClueOverlap(
        layer: "cropland", unit: "1", name: "", squareMetres: 900 * cropland,
        shareOfClue: cropland, shareOfUnit: 0.1)
    ]
    return clue
  }

  @Test func `a field that is green again within a year's crops was a bare spell`() throws {
    #expect(ConstructionClues.isBareSpell(try clue(.ended, days: 269, cropland: 0.5)))
  }

  @Test func `what lasts longer, is still bare or lies beside cropland is a clue`() throws {
    #expect(!ConstructionClues.isBareSpell(try clue(.ended, days: 270, cropland: 1)))
    #expect(!ConstructionClues.isBareSpell(try clue(.confirmed, days: 100, cropland: 1)))
    #expect(!ConstructionClues.isBareSpell(try clue(.ended, days: 100, cropland: 0.49)))
  }
}
