import Imagery
import Supervision
import TestSupport
import Testing

@Suite struct LandAccountTests {
  static func area(_ mu: Double) -> LandArea { LandArea(mu: mu) ?? .zero }
  static func day(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(dayNumber: 0)
  }

  static func entry(
    _ direction: AccountEntry.Direction, _ plot: String, _ date: String?, recognised: Double?,
    declared: Double? = nil, batch: String = "", account: AccountEntry.Account = .permanentFarmland
  ) -> AccountEntry {
    AccountEntry(
      account, direction, plot: plot, project: "X", unit: "U", county: "350582",
      date: date.map(day), batch: batch,
      areas: AreaStatement(declared: declared.map(area), recognised: recognised.map(area)))
  }

  /// 先补后调 (S001 三(四)): the running balance at every date.
  static let rule = RuleTest(.greaterOrEqual, Ratio(0), .mu)

  @Test func `a supplement on the same day covers an adjustment, one a day later does not`() {
    let covered = LandAccount(
      .permanentFarmland,
      entries: [
        Self.entry(.debit, "out", "2025-08-01", recognised: 12.5),
        Self.entry(.credit, "in", "2025-08-01", recognised: 12.5),
      ])
    #expect(covered.days(failing: Self.rule).isEmpty)
    #expect(covered.closing == .zero)
    let late = LandAccount(
      .permanentFarmland,
      entries: [
        Self.entry(.debit, "out", "2025-08-01", recognised: 12.5),
        Self.entry(.credit, "in", "2025-08-02", recognised: 12.5),
      ])
    #expect(late.days(failing: Self.rule).map(\.date) == [Self.day("2025-08-01")])
    #expect(late.balance(on: Self.day("2025-07-31")) == .zero)
    #expect(late.balance(on: Self.day("2025-08-01")) == -Self.area(12.5))
    #expect(late.balance(on: Self.day("2026-01-01")) == .zero)
  }

  @Test func `the smallest shortfall counts, in 亩 and in square metres`() throws {
    for (credit, fails) in [(12.5, false), (12.49, true), (12.51, false)] {
      let account = LandAccount(
        .permanentFarmland,
        entries: [
          Self.entry(.credit, "in", "2025-08-01", recognised: credit),
          Self.entry(.debit, "out", "2025-08-02", recognised: 12.5),
        ])
      #expect(account.days(failing: Self.rule).isEmpty == !fails)
    }
    // 12.5 亩 = 8333.333… m².
    for (metres, fails) in [(8333.33, true), (8333.34, false)] {
      var credit = Self.entry(.credit, "in", "2025-08-01", recognised: 0)
      credit.areas.recognised = LandArea(squareMetres: metres)
      let account = LandAccount(
        .permanentFarmland,
        entries: [credit, Self.entry(.debit, "out", "2025-08-02", recognised: 12.5)])
      #expect(account.days(failing: Self.rule).isEmpty == !fails)
    }
  }

  @Test func `what is not recognised supplies nothing, and a debit counts at its largest`() {
    let account = LandAccount(
      .permanentFarmland,
      entries: [
        Self.entry(.credit, "in", "2025-08-01", recognised: nil, declared: 50),
        Self.entry(.debit, "out", "2025-08-02", recognised: nil, declared: 3),
        Self.entry(.credit, "undated", nil, recognised: 9),
      ])
    #expect(account.closing == -Self.area(3))
    #expect(account.entries.map(\.hold) == [.notRecognised, nil, .undated])
    #expect(account.years.map(\.held) == [1])
    let columns = account.years[0].columns[.credit]
    #expect(columns?[.declared]?.area == Self.area(50))
    #expect(columns?[.recognised]?.missing == 1)
  }

  @Test func `of two claims to the same land the earlier counts`() {
    let entries = [
      Self.entry(.credit, "b", "2025-08-02", recognised: 10),
      Self.entry(.credit, "a", "2025-08-01", recognised: 4),
      Self.entry(.credit, "c", "2025-08-03", recognised: 7),
    ]
    // a–b and b–c: b is held, and what is held does not hold c.
    let account = LandAccount(
      .permanentFarmland, entries: entries, claims: [("c", "b"), ("b", "a")])
    #expect(account.entries.map(\.hold) == [nil, .claimedTwice, nil])
    #expect(account.closing == Self.area(11))
  }

  @Test func `batches close on their last day`() {
    let account = LandAccount(
      .permanentFarmland,
      entries: [
        Self.entry(.credit, "a", "2025-01-01", recognised: 4, batch: "1"),
        Self.entry(.credit, "b", "2025-02-01", recognised: 4, batch: "2"),
        Self.entry(.debit, "c", "2025-03-01", recognised: 5, batch: "1"),
      ])
    #expect(account.balances.map(\.batches) == [[], ["2"], ["1"]])
    #expect(account.balances.map { $0.balance.mu } == [4, 8, 3])
  }

  @Test func `years without movement are in the account`() {
    let account = LandAccount(
      .permanentFarmland,
      entries: [
        Self.entry(.credit, "a", "2024-12-31", recognised: 4),
        Self.entry(.debit, "b", "2027-01-01", recognised: 1),
      ])
    #expect(account.years.map(\.year) == [2024, 2025, 2026, 2027])
    #expect(account.years.map { $0.opening.mu } == [0, 4, 4, 4])
    #expect(account.years.map { $0.closing.mu } == [4, 4, 4, 3])
  }

  // Sum of parts = whole, exactly, for random accounts of 2000 entries: by year, by day, by unit, in any order.
  @Test(arguments: 1...8) func `an account neither loses nor invents area`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var entries = (0..<2000).map { number in
      var entry = Self.entry(
        Bool.random(using: &generator) ? .credit : .debit, "P\(number)", nil,
        recognised: Double.random(in: 0...900, using: &generator))
      entry = AccountEntry(
        .cropland, entry.direction, plot: entry.plot, project: "X",
        unit: "U\(Int.random(in: 0..<7, using: &generator))", county: "350582",
        date: CalendarDate(dayNumber: Int.random(in: 19_000...21_000, using: &generator)),
        areas: entry.areas)
      return entry
    }
    let account = LandAccount(.cropland, entries: entries)
    let whole = entries.reduce(LandArea.zero) { $0 + $1.signed }
    #expect(account.closing == whole)
    #expect(account.years.last?.closing == whole)
    #expect(account.years.reduce(LandArea.zero) { $0 + $1.credit - $1.debit } == whole)
    #expect(account.balances.reduce(LandArea.zero) { $0 + $1.credit - $1.debit } == whole)
    for (one, next) in zip(account.years, account.years.dropFirst()) {
      #expect(one.closing == next.opening)
    }
    let parts = Dictionary(grouping: entries, by: \.unit).values.map {
      LandAccount(.cropland, entries: $0).closing
    }
    #expect(parts.reduce(.zero, +) == whole)
    entries.shuffle(using: &generator)
    #expect(LandAccount(.cropland, entries: entries) == account)
    // In floating-point square metres the parts agree with the whole within 1e-9 of the area moved.
    let moved = entries.reduce(0) { $0 + $1.counted.squareMetres }
    let metres = entries.reduce(0) { $0 + $1.signed.squareMetres }
    #expect(abs(metres - whole.squareMetres) <= 1e-9 * moved)
  }

  // The land of one unit's plot claimed again by another unit: it counts once, and the units still add up to the whole.
  @Test func `accounts of units add up where units claim the same land`() throws {
    var fixture = try RegisterFixture()
    try fixture.add(
      .unit, "V", ["name": .text("乙"), "county": .text("350582")], (3000, 100, 900))
    try fixture.add(
      .project, "C", ["name": .text("丙"), "unit": .text("V")], (3000, 100, 900))
    for (id, project, day) in [("1", "A", "2026-01-01"), ("2", "C", "2026-02-01")] {
      try fixture.claim(
        id, of: project, (200, 200, 100),
        ["recognised": .area(Self.area(14)), "recognised_on": .date(Self.day(day))])
    }
    let accounts = RegisterAccounts(fixture.register, findings: try fixture.land())
    let whole = accounts.account(.cropland)
    #expect(whole.closing == Self.area(14))
    #expect(whole.entries.map(\.hold) == [nil, .claimedTwice])
    let parts = ["U", "V"].map { unit in accounts.account(.cropland) { $0.unit == unit } }
    #expect(parts.map(\.closing) == [Self.area(14), .zero])
  }
}
