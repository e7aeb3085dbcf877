import Geometry
import Imagery
import Supervision
import Testing

@testable import Monitoring

@Suite struct BareSpellTests {
  private func clue(_ state: DetectionState, days: Int) throws -> MonitoredClue {
    let first = try #require(CalendarDate("2024-01-09"))
    let end = CalendarDate(dayNumber: first.dayNumber + days)
    var clue = MonitoredClue(
      key: ClueKey(tile: "A", kind: .construction, firstDate: first, row: 0, column: 0),
      detectionState: state, finding: "construction", firstDate: first, lastDate: end,
      pixelCount: 9, squareMetres: 900, outline: MultiPolygon([]), position: Coordinate(x: 0, y: 0),
      priority: .third, ruleSet: "construction-1")
    if state == .ended { clue.endedDate = end }
    return clue
  }

  @Test func `a spell is short that ends before a year's crops have passed`() throws {
    #expect(ConstructionClues.isShortSpell(try clue(.ended, days: 299)))
    #expect(!ConstructionClues.isShortSpell(try clue(.ended, days: 300)))
    #expect(!ConstructionClues.isShortSpell(try clue(.confirmed, days: 100)))
  }

  @Test func `pixels on a field and beside it count as cropland, others do not`() throws {
    let area = try TestGrid(columns: 20, rows: 300)
    let grid = area.grid
    // Columns 5 to 9 of the rows 0 to 199.
    let cropland = PixelClasses([area.rectangle(5, 0, 10, 200)], classes: [1], on: grid)
    func share(_ columns: Range<Int>, _ rows: Range<Int>) throws -> Double {
      let runs = rows.map {
        PixelRun(
          row: Int32($0), start: Int32(columns.lowerBound), end: Int32(columns.upperBound))
      }
      return try ConstructionClues.croplandShare(of: runs, cropland: cropland, on: grid)
    }
    #expect(try share(6..<8, 10..<12) == 1)
    // Column 4 and 10 touch the field, 3 and 11 do not; row 200 touches it, 201 does not.
    #expect(try share(4..<5, 10..<14) == 1)
    #expect(try share(10..<11, 10..<14) == 1)
    #expect(try share(3..<4, 10..<14) == 0)
    #expect(try share(11..<12, 10..<14) == 0)
    #expect(try share(3..<5, 10..<14) == 0.5)
    #expect(try share(4..<5, 200..<204) == 0.25)
    // Longer than one of the stretches that are read at a time.
    #expect(try share(4..<5, 0..<300) == 201.0 / 300)
    // At the edge of the grid.
    #expect(try share(19..<20, 298..<300) == 0)
  }
}
