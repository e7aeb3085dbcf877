import Foundation
import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

/// The rule of Yin et al. 2020 on generated sequences: `Oracles/trajectories.json`, written by `Oracles/trajectories.py`.
struct TrajectoryRuleTests {
  struct Expected: Decodable {
    var years: String
    var begins: [Int]
  }

  static let calendar = CropCalendar()

  /// Crop years of known verdicts, from 2000/01 on.
  static func conclude(_ letters: String, _ sequence: AbandonmentParameters.Sequence)
    -> FarmlandFinding
  {
    var parameters = AbandonmentParameters()
    parameters.sequence = sequence
    var finding = FarmlandFinding(
      unit: "1", purePixels: 9, code: .undecidable, years: [], episodes: [], outliers: [],
      tests: [], score: 0)
    finding.years = letters.enumerated().map { number, letter in
      let verdict: CropYearVerdict = letter == "C" ? .cultivated : .idleWeedy
      return CropYearResult(
        SettledCropYear(
          year: CropYear(start: calendar.start, startYear: 2000 + number), verdict: verdict,
          observed: verdict, cultivationSeen: letter == "C", cropEnds: [], usualCycles: nil,
          coveredFrom: nil, meanNDVI: nil, drySeasonNDVI: nil, score: 1))
    }
    CropYearSequence(parameters: parameters).conclude(&finding)
    return finding
  }

  static var rule: AbandonmentParameters.Sequence {
    var sequence = AbandonmentParameters.Sequence()
    sequence.candidateYears = 5
    sequence.activeYears = 4
    sequence.appliesFilters = false
    return sequence
  }

  @Test func `five idle years after four of five in use begin where the published rule says`()
    throws
  {
    let file = TestData.packageRoot.appending(
      path: "Tests/ChangeDetectionTests/Oracles/trajectories.json")
    let cases = try JSONDecoder().decode([Expected].self, from: Data(contentsOf: file))
    #expect(cases.count == 300)
    #expect(cases.count { !$0.begins.isEmpty } == 79)
    for one in cases {
      let finding = Self.conclude(one.years, Self.rule)
      let begins = finding.episodes.filter { $0.confirmedDate != nil }.compactMap {
        $0.idleYears.first.map { $0.startYear - 2000 }
      }
      #expect(begins == one.begins, "\(one.years)")
    }
  }

  @Test func `two idle years in a row are a candidate whatever was before, by the built-in rule`() {
    #expect(Self.conclude("ICII", AbandonmentParameters.Sequence()).code == .candidate)
    #expect(Self.conclude("ICIIIII", Self.rule).code == .watch)
    #expect(Self.conclude("CCICCIIIII", Self.rule).code == .longTerm)
  }
}
