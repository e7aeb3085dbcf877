import Imagery
import Supervision
import Testing

@Suite struct BatchNumberTests {
  @Test func `a number is county, year and serial`() {
    let number = BatchNumber(county: "350582", year: 2026, serial: 7)
    #expect("\(number)" == "350582-2026-007")
    #expect(BatchNumber("350582-2026-007") == number)
    #expect("\(BatchNumber(county: "350582", year: 2026, serial: 1234))" == "350582-2026-1234")
    #expect(BatchNumber("350582-2026-1234")?.serial == 1234)
  }

  // They become names of folders.
  @Test(arguments: [
    "", "350582", "350582-2026", "350582-2026-7", "350582-2026-000", "35058-2026-001",
    "350582-26-001", "../582-2026-001", "350582-2026-0001", "350582-2026-001/x", "x50582-2026-001",
    "350582-2026-+01", "350582--2026-001",
  ]) func `other texts are no numbers`(text: String) {
    #expect(BatchNumber(text) == nil)
  }

  @Test(arguments: ClueKind.allCases) func `a key is read from its text`(kind: ClueKind) {
    for date in [CalendarDate("2025-03-01"), nil] {
      let key = ClueKey(tile: "50RMU_1", kind: kind, firstDate: date, row: 12, column: 0)
      #expect(ClueKey("\(key)") == key)
    }
    for text in ["", "a-b-c-d-e", "A-construction-2025031-1-2", "A-construction-20250301-1"] {
      #expect(ClueKey(text) == nil)
    }
  }
}
