import Geometry
import Imagery
import Supervision
import TestSupport
import Testing

@Suite struct PublicationCapTests {
  static func candidate(
    _ key: String, county: String = "350583", _ priority: CluePriority = .second,
    isProtected: Bool = false, state: DetectionState = .confirmed,
    approval: ApprovalRelation = .incomplete, area: Double = 1000
  ) -> PublicationCandidate {
    PublicationCandidate(
      key: key, county: county, priority: priority, isProtected: isProtected, state: state,
      approval: approval, squareMetres: area)
  }

  static func random(
    _ count: Int, _ random: inout SeededGenerator
  ) -> [PublicationCandidate] {
    (0..<count).map { number in
      candidate(
        "K\(number)", county: ["350582", "350583", ""][Int.random(in: 0..<3, using: &random)],
        CluePriority.allCases[Int.random(in: 0..<3, using: &random)],
        isProtected: Int.random(in: 0..<8, using: &random) == 0,
        state: DetectionState.allCases[Int.random(in: 0..<4, using: &random)],
        approval: Bool.random(using: &random) ? .matches : .noneFound,
        area: Double(Int.random(in: 4..<40, using: &random) * 100))
    }
  }

  // What must hold for any list and any cap, said without the algorithm.
  @Test(arguments: [0, 1, 3, 10, 1000])
  func `no cap drops P1, permanent farmland or a red line, and none is exceeded without need`(
    cap: Int
  ) {
    var random = SeededGenerator(seed: UInt64(cap) + 1)
    for round in 0..<200 {
      let all = Self.random(round % 60, &random)
      let selection = PublicationCap(perCounty: cap).select(all)
      #expect((selection.passed + selection.heldBack).sorted() == Array(all.indices))
      for position in selection.heldBack {
        #expect(all[position].priority != .first && !all[position].isProtected)
      }
      for county in ["350582", "350583", ""] {
        let passed = selection.passed.filter { all[$0].county == county }
        let held = selection.heldBack.filter { all[$0].county == county }
        let exempt = passed.count { all[$0].isExempt }
        #expect(passed.count <= max(cap, exempt))
        // Nothing is held back while a place is free.
        #expect(held.isEmpty || passed.count >= cap)
        // What passes besides is more urgent than what is held back.
        for one in passed where !all[one].isExempt {
          #expect(held.allSatisfy { all[one] < all[$0] })
        }
      }
      #expect(zip(selection.passed, selection.passed.dropFirst()).allSatisfy { all[$0] < all[$1] })
    }
  }

  @Test func `the order of the input does not matter`() {
    var random = SeededGenerator(seed: 4)
    let all = Self.random(80, &random)
    let keys = PublicationCap(perCounty: 7).select(all).passed.map { all[$0].key }
    for _ in 0..<10 {
      let mixed = all.shuffled(using: &random)
      #expect(PublicationCap(perCounty: 7).select(mixed).passed.map { mixed[$0].key } == keys)
    }
  }

  @Test func `work is ordered by priority, certainty, approval, area and key`() {
    let expected = [
      Self.candidate("a", .first, state: .first), Self.candidate("b", isProtected: true),
      Self.candidate("c", area: 900), Self.candidate("d", area: 800),
      Self.candidate("e", area: 800), Self.candidate("f", approval: .matches, area: 5000),
      Self.candidate("g", state: .provisional), Self.candidate("h", state: .ended),
      Self.candidate("i", .third),
    ]
    #expect(expected.reversed().sorted().map(\.key) == expected.map(\.key))
  }

  @Test func `a clue touches a protected line where it overlaps one of the named lines`() {
    var clue = MonitoredClue(
      key: ClueKey(tile: "A", kind: .construction, firstDate: nil, row: 1, column: 2),
      detectionState: .first, finding: "", firstDate: .init(dayNumber: 0),
      lastDate: .init(dayNumber: 0), pixelCount: 4, squareMetres: 400, outline: .init([]),
      position: .init(x: 0, y: 0), priority: .third, ruleSet: "")
    func overlap(_ layer: String, _ unit: String) -> ClueOverlap {
      ClueOverlap(
        layer: layer, unit: unit, name: "", squareMetres: 1, shareOfClue: 0.001, shareOfUnit: 0)
    }
    func isExempt() -> Bool { PublicationCandidate(clue, protectedLines: ["7"]).isExempt }
    clue.overlaps = [overlap("cropland", "7"), overlap("control_lines", "8")]
    #expect(!isExempt())
    clue.overlaps.append(overlap("control_lines", "7"))
    #expect(isExempt())
  }
}
