import Imagery
import Supervision
import Testing

@Suite struct PolicyJudgementTests {
  static func area(_ mu: Double) -> LandArea { LandArea(mu: mu) ?? .zero }
  static func day(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(dayNumber: 0)
  }

  @Test func `the three balances are held at the end and after each batch`() throws {
    let rules = try RuleLibrary.load().set("fujian-consolidation-2025")
    let balance = NetBalance(
      [
        NetBalance.Change(.cropland, on: Self.day("2025-08-01"), batch: "1", area: -Self.area(3)),
        NetBalance.Change(.cropland, on: Self.day("2025-09-01"), batch: "2", area: Self.area(3)),
        NetBalance.Change(
          .construction, on: Self.day("2025-09-01"), batch: "2", area: -Self.area(1)),
      ], rules: rules)
    let cropland = balance.steps.filter { $0.quantity == .cropland }
    #expect(cropland.map(\.batch) == ["1", "2", nil])
    #expect(cropland.map(\.isWithin) == [false, true, true])
    #expect(balance.steps.filter { $0.quantity == .construction }.map(\.isWithin) == [true, true])
    let boundary = balance.steps.filter { $0.quantity == .growthBoundary }
    #expect(boundary.map(\.balance) == [.zero])
    #expect(boundary.map(\.isWithin) == [true])
  }

  @Test func `eligibility names the condition that fails`() throws {
    let rules = try RuleLibrary.load().set("jiangsu-intensive-2014")
    func outcome(_ parts: [Double]) -> [String: Bool] {
      let conditions = ConsolidationEligibility(parts: parts.map(Self.area), rules: rules)
        .conditions
      return Dictionary(conditions.map { ($0.rule, $0.isMet ?? false) }) { $0 && $1 }
    }
    #expect(
      outcome([1500, 1500]) == ["project-scale": true, "part-count": true, "part-scale": true])
    #expect(outcome([1500, 1499.99])["project-scale"] == false)
    #expect(outcome([1600, 1499.99])["part-scale"] == false)
    #expect(outcome([1500, 1500, 1500])["part-count"] == false)
    #expect(ConsolidationEligibility(parts: [Self.area(3000)], rules: rules).isEligible == true)
  }

  @Test func `aftercare: every crop year seen in use, two idle ones in a row, or not to be told`()
    throws
  {
    let rule = RuleTest(.greaterOrEqual, Ratio(2), .count)
    func judge(_ seasons: [CareJudgement.Season], over: Bool = true) -> CareJudgement.Outcome {
      CareJudgement(
        seasons: seasons.enumerated().map { ("\(2024 + $0)", $1) }, isOver: over, rule: rule
      ).outcome
    }
    #expect(judge([.cultivated, .cultivated, .cultivated]) == .met)
    #expect(judge([.cultivated, .cultivated], over: false) == .undecidable)
    #expect(judge([.cultivated, .idle, .cultivated]) == .undecidable)
    #expect(judge([.idle, .idle, .cultivated]) == .notMet)
    #expect(judge([.idle, .idle], over: false) == .notMet)
    #expect(judge([.idle, .undecided, .idle]) == .undecidable)
    #expect(judge([.cultivated, .undecided]) == .undecidable)
    #expect(judge([]) == .undecidable)
  }

  @Test func `idle construction land is told by records and by what was seen`() throws {
    let rules = try RuleLibrary.load().set("national")
    func judge(
      approved: String? = "2023-01-01", supplied: String? = "2023-06-01",
      start: String? = "2024-01-01", built: Double = 0, first: String? = nil,
      last: String? = nil, seen: String? = "2025-01-01"
    ) -> IdleLandJudgement.Outcome {
      IdleLandJudgement(
        IdleLandJudgement.Records(
          approved: approved.map(Self.day), supplied: supplied.map(Self.day),
          agreedStart: start.map(Self.day), area: Self.area(30)),
        IdleLandJudgement.Activity(
          built: Self.area(built), first: first.map(Self.day), last: last.map(Self.day),
          seenTo: seen.map(Self.day)), rules: rules
      ).outcome
    }
    #expect(judge(supplied: nil) == .approvedNotSupplied)
    #expect(judge() == .suppliedNotUsed)
    #expect(judge(seen: "2024-12-31") == .inOrder)
    #expect(judge(start: nil) == .undecidable)
    #expect(judge(seen: nil) == .undecidable)
    #expect(judge(approved: nil, supplied: nil) == .undecidable)
    let begun = ("2024-02-01", "2024-03-01")
    #expect(judge(built: 9.99, first: begun.0, last: begun.1, seen: "2025-03-01") == .usedInPart)
    #expect(judge(built: 10, first: begun.0, last: begun.1, seen: "2025-03-01") == .inOrder)
    #expect(judge(built: 9.99, first: begun.0, last: begun.1, seen: "2025-02-28") == .inOrder)
  }

  @Test func `reclamation is dated by two sightings in a row, and compared with the new building`()
    throws
  {
    typealias Track = ReclamationTrack
    func sighting(_ date: String, _ state: Track.State) -> Track.Sighting {
      Track.Sighting(Self.day(date), state)
    }
    let track = try #require(
      Track([
        sighting("2024-01-01", .standing), sighting("2024-03-01", .cleared),
        sighting("2024-03-11", .standing), sighting("2024-04-01", .cleared),
        sighting("2024-04-11", .reclaimed), sighting("2024-05-01", .reclaimed),
        sighting("2024-09-01", .target),
      ]))
    #expect(track.state == .reclaimed)
    #expect(track.since[.cleared] == Self.day("2024-04-01"))
    #expect(track.since[.reclaimed] == Self.day("2024-04-11"))
    #expect(track.since[.target] == nil)
    #expect(track.lead(over: Self.day("2024-04-11")) == 0)
    #expect(track.lead(over: Self.day("2024-04-10")) == -1)
    #expect(Track([]) == nil)
    #expect(Track([sighting("2024-01-01", .standing)])?.lead(over: Self.day("2024-01-02")) == nil)
  }
}
