import Imagery
import LedgerStore
import Supervision
import TestSupport

/// Random clues that come, grow, move, are confirmed, end and vanish from round to round.
enum LedgerHistory {
  static func clues(
    round: Int, _ random: inout SeededGenerator
  ) throws -> [MonitoredClue] {
    var clues: [MonitoredClue] = []
    for place in 0..<24 where Int.random(in: 0..<5, using: &random) > 0 {
      let state = DetectionState.allCases[Int.random(in: 0..<4, using: &random)]
      let isConfirmed = state == .confirmed || (state == .ended && place % 2 == 0)
      // A moved anchor: the same ground under another key.
      let shift = Int.random(in: 0..<6, using: &random) == 0 ? 1 : 0
      clues.append(
        try LedgerFixture.clue(
          row: 100 + place * 40 + shift, column: 200 + (place % 3) * 30,
          width: 10 + Int.random(in: 0..<3, using: &random) * 4,
          kind: place % 4 == 0 ? .abandonment : .construction, state: state,
          confirmed: isConfirmed ? "202\(4 + place % 2)-05-0\(1 + place % 7)" : nil,
          county: place % 5 == 0 ? nil : "35058\(place % 3)"))
    }
    return clues
  }
}
