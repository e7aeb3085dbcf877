import ChangeDetection
import Imagery
import TestSupport
import Testing

/// The filters of Crawford et al. 2022 by whole series: C = double rice, I = weeds, U = a crop year of cloud.
struct CropYearSequenceTests {
  private func examine(_ letters: String, filters: Bool = true) -> FarmlandFinding {
    var parameters = AbandonmentParameters()
    parameters.sequence.appliesFilters = filters
    var maker = ParcelMaker(cloud: 0.2)
    maker.cloudyYears = Set(letters.enumerated().filter { $0.element == "U" }.map(\.offset))
    let shapes: [ParcelShape] = letters.map { $0 == "C" ? .doubleRice : .weeds }
    return AbandonmentDetector(parameters: parameters).examine(maker.parcel(shapes))
  }

  private func letters(_ finding: FarmlandFinding) -> String {
    String(
      finding.years.filter { $0.verdict != .pending }.map { year -> Character in
        year.verdict.isIdle ? "I" : year.verdict == .cultivated ? "C" : "U"
      })
  }

  @Test(arguments: [
    ("CIICIIC", "CIIIIIC"), ("CICIIC", "CICIIC"), ("CIICIC", "CIICIC"),
    ("IIICCIII", "IIIIIIII"), ("CIICCIIC", "CIICCIIC"), ("IIICCII", "IIICCII"),
    ("IIUIIC", "IIUIIC"), ("CCCC", "CCCC"),
  ])
  func `only the published patterns are filled`(series: String, expected: String) {
    let finding = examine(series)
    #expect(letters(finding) == expected)
    let changed = zip(series, expected).map { $0 != $1 }
    let filtered = finding.years.filter { $0.verdict != .pending }.map(\.isFiltered)
    #expect(filtered == changed)
    #expect(letters(examine(series, filters: false)) == series)
  }

  @Test(arguments: [
    ("CI", FarmlandFindingCode.watch), ("CII", .candidate), ("CIIII", .candidate),
    ("CIIIII", .longTerm), ("CIC", .cultivated), ("CIIC", .recultivated), ("CIICC", .cultivated),
    ("CIUI", .watch), ("CIUII", .candidate), ("CIIU", .candidate), ("CIU", .watch),
    ("CU", .undecidable), ("UU", .pending), ("UC", .cultivated), ("IICII", .longTerm),
  ])
  func `the sequence of crop years gives the finding`(
    series: String, code: FarmlandFindingCode
  ) {
    #expect(examine(series).code == code)
  }

  @Test func `consecutive years count from the first idle one and confirm at the second`() throws {
    let episode = try #require(examine("CIUIII").episodes.first)
    #expect(episode.consecutiveYears == 3)
    #expect(episode.idleYears.count == 4)
    #expect(episode.confirmedDate == ParcelMaker.calendar.closingDate(of: ParcelMaker.year(4)))
  }
}
