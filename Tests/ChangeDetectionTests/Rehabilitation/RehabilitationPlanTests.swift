import ChangeDetection
import Imagery
import Testing

/// Plans against series with planted covers; the lags are differences by hand.
@Suite struct RehabilitationPlanTests {
  let detector = RehabilitationDetector()
  let plan = RehabilitationPlan([
    RehabilitationMilestone(date: SeriesFactory.day(2023, 12, 31), coverPercent: 40),
    RehabilitationMilestone(date: SeriesFactory.day(2022, 12, 31), coverPercent: 25),
  ])

  func finding(
    _ covers: [Double], until: CalendarDate, plan: RehabilitationPlan? = nil,
    squareMetres: Double? = nil
  ) -> RehabilitationFinding {
    let mine = SeriesFactory.series(2020...(2019 + covers.count), noise: 0) { covers[$0 - 2020] }
    return detector.examine(
      RehabilitationSubject(
        mine: mine, plan: plan ?? self.plan, start: SeriesFactory.day(2020, 12, 31), until: until,
        squareMetres: squareMetres))
  }

  @Test func `a plan holds from the day of its milestone to the next`() {
    #expect(plan.due(on: SeriesFactory.day(2022, 12, 30)) == nil)
    #expect(plan.due(on: SeriesFactory.day(2022, 12, 31))?.coverPercent == 25)
    #expect(plan.due(on: SeriesFactory.day(2023, 12, 30))?.coverPercent == 25)
    #expect(plan.due(on: SeriesFactory.day(2024, 5))?.coverPercent == 40)
  }

  @Test func `a unit on its plan is on plan, in winter too`() {
    let result = finding([0.1, 0.2, 0.28, 0.4, 0.5], until: SeriesFactory.day(2024, 3))
    #expect(result.plan?.status == .onPlan)
    #expect((result.plan?.coverPercent ?? 0) == 40)
    #expect(result.clues.isEmpty)
    #expect(!result.hints.contains(.noPlan))
  }

  @Test func `more than ten points behind is a clue from the first observation after the day`()
    throws
  {
    let result = finding([0.1, 0.15, 0.2, 0.25, 0.3], until: SeriesFactory.day(2024, 3))
    let comparison = try #require(result.plan)
    #expect(comparison.status == .behind)
    #expect((comparison.lagPoints - 15).magnitude < 1e-9)
    // 2022's 25 % was met at last in 2023; what is missed is the 40 % of 2023-12-31.
    #expect((comparison.lagMonths - 61 / 30.4375).magnitude < 1e-9)
    let clue = try #require(result.clues.last)
    #expect(clue.finding == .planLag)
    #expect(clue.endedDate == nil)
  }

  @Test func `few points behind become a clue after a quarter`() throws {
    let result = finding([0.1, 0.15, 0.16, 0.4, 0.5], until: SeriesFactory.day(2023, 5, 31))
    #expect(((result.plan?.lagPoints ?? 0) - 9).magnitude < 1e-9)
    let clue = try #require(result.clues.first)
    // 3 months of 30.4375 days after 2022-12-31 end on 2023-04-01; the next observation is of April 5.
    #expect(clue.firstDate == SeriesFactory.day(2023, 4, 5))
    // The composite of 2022 has twelve clear dates.
    #expect(clue.confirmedDate == SeriesFactory.day(2023, 4, 5))
    #expect(clue.hits == 12)
  }

  @Test func `a lag ends when the unit is back on plan`() throws {
    let result = finding([0.1, 0.12, 0.12, 0.45, 0.5], until: SeriesFactory.day(2024, 12, 31))
    let clue = try #require(result.clues.first { $0.finding == .planLag })
    #expect(clue.firstDate == SeriesFactory.day(2023, 1, 5))
    // On June 5 the running cover is that of May, 0.67 × 45 % > 25 %; the third observation on plan is that of June 25.
    #expect(clue.endedDate == SeriesFactory.day(2023, 6, 25))
    #expect(result.plan?.status == .onPlan)
  }

  @Test func `without a plan nothing is behind, and the result says so`() {
    let mine = SeriesFactory.series(2020...2024) { 0.1 + 0.05 * Double($0 - 2020) }
    let result = detector.examine(
      RehabilitationSubject(mine: mine, until: SeriesFactory.day(2024, 12, 31)))
    #expect(result.plan == nil)
    #expect(result.hints.contains(.noPlan))
    #expect(result.clues.isEmpty)
  }

  @Test func `planned area is compared where the unit's area is known`() throws {
    let plan = RehabilitationPlan([
      RehabilitationMilestone(
        date: SeriesFactory.day(2022, 12, 31), coverPercent: 20, squareMetres: 30_000)
    ])
    // The factory's green share is 2 × cover: 0.2 at the start, 0.4 in 2022, so 20 % of 100 000 m².
    let result = finding(
      [0.1, 0.15, 0.2], until: SeriesFactory.day(2022, 12, 31), plan: plan, squareMetres: 100_000)
    let comparison = try #require(result.plan)
    #expect(((comparison.squareMetres ?? 0) - 20_000).magnitude < 1e-6)
    #expect(((comparison.areaLagPoints ?? 0) - 10).magnitude < 1e-9)
    #expect(comparison.status == .onPlan)
    #expect(
      finding([0.1, 0.15, 0.2], until: SeriesFactory.day(2022, 12, 31), plan: plan).plan?
        .squareMetres == nil)
  }
}
