public import Imagery

/// An account of land: movements by day, the balance at the end of every day and after every batch, and by year (分年度核算).
///
/// 先补后调: the balance of permanent basic farmland may not fall below zero on any day. What moves on one day is one step:
/// the balance is that at its end, and after each batch that the day completes. All sums are exact.
public struct LandAccount: Hashable, Sendable {
  /// The balance at the end of a day.
  public struct Balance: Hashable, Sendable {
    /// The day.
    public var date: CalendarDate
    /// Batches of which the last counted entry is of this day.
    public var batches: [String]
    /// What came on the day.
    public var credit: LandArea
    /// What went on the day.
    public var debit: LandArea
    /// The balance at its end.
    public var balance: LandArea
  }

  /// A year of the account.
  public struct Year: Hashable, Sendable {
    /// The calendar year.
    public var year: Int
    /// The balance at its beginning.
    public var opening: LandArea
    /// What came.
    public var credit: LandArea
    /// What went.
    public var debit: LandArea
    /// The balance at its end.
    public var closing: LandArea
    /// The columns of what came and went, counted or held.
    public var columns: [AccountEntry.Direction: [AreaStatement.Column: AreaTotal]]
    /// The entries of the year, counted or held.
    public var entries: Int
    /// Entries that do not count.
    public var held: Int
  }

  /// Which account.
  public let account: AccountEntry.Account
  /// The entries, by day, then plot; those without a day last.
  public let entries: [AccountEntry]
  /// The balances, one a day on which something counted moved.
  public let balances: [Balance]
  /// The years from the first to the last entry, years without movement too.
  public let years: [Year]

  /// Makes an account of the entries of its kind; others are left aside.
  ///
  /// - Parameter claims: Pairs of plots that claim the same land; the later entry of each pair is held.
  /// - Complexity: O(entries log entries).
  public init(
    _ account: AccountEntry.Account, entries given: [AccountEntry],
    claims: [(String, String)] = []
  ) {
    self.account = account
    var entries = given.filter { $0.account == account }.sorted(by: Self.precedes)
    Self.hold(&entries, claims)
    self.entries = entries
    balances = Self.balances(entries)
    years = Self.years(entries)
  }

  /// The balance at the end.
  public var closing: LandArea { balances.last?.balance ?? .zero }

  /// The days at whose end the balance does not pass a test, such as `>= 0 亩`.
  public func days(failing test: RuleTest) -> [Balance] {
    balances.filter { test.holds(.area($0.balance)) != true }
  }

  /// The balance at the end of a day.
  public func balance(on day: CalendarDate) -> LandArea {
    balances.last { $0.date <= day }?.balance ?? .zero
  }

  static func precedes(_ one: AccountEntry, _ next: AccountEntry) -> Bool {
    let days = (one.date?.dayNumber ?? .max, next.date?.dayNumber ?? .max)
    if days.0 != days.1 { return days.0 < days.1 }
    if one.plot != next.plot { return one.plot.utf8.lexicographicallyPrecedes(next.plot.utf8) }
    return one.direction == .credit && next.direction == .debit
  }

  /// Holds the later entry of each pair that claims the same land.
  ///
  /// To be done over all entries before they are parted by unit or county: else a plot would count in one account and not in another.
  static func hold(_ entries: inout [AccountEntry], _ claims: [(String, String)]) {
    guard !claims.isEmpty else { return }
    var places: [String: Int] = [:]
    for (place, entry) in entries.enumerated() where entry.direction == .credit {
      places[entry.plot] = place
    }
    let pairs = claims.compactMap { claim -> (Int, Int)? in
      guard let one = places[claim.0], let other = places[claim.1] else { return nil }
      return (min(one, other), max(one, other))
    }
    // In the order of the later entry: what is held itself holds nothing else back.
    for (first, second) in pairs.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) })
    where entries[first].hold == nil && entries[second].hold == nil {
      entries[second].hold = .claimedTwice
    }
  }

  private static func balances(_ entries: [AccountEntry]) -> [Balance] {
    var last: [String: CalendarDate] = [:]
    for entry in entries where entry.hold == nil && !entry.batch.isEmpty {
      last[entry.batch] = entry.date
    }
    var balances: [Balance] = []
    for entry in entries {
      guard entry.hold == nil, let date = entry.date else { continue }
      if balances.last?.date != date {
        balances.append(
          Balance(
            date: date, batches: last.filter { $0.value == date }.map(\.key).sorted(),
            credit: .zero, debit: .zero, balance: balances.last?.balance ?? .zero))
      }
      let place = balances.count - 1
      if entry.direction == .credit {
        balances[place].credit += entry.counted
      } else {
        balances[place].debit += entry.counted
      }
      balances[place].balance += entry.signed
    }
    return balances
  }

  private static func years(_ entries: [AccountEntry]) -> [Year] {
    let dated = entries.compactMap { entry in entry.date.map { ($0.parts.year, entry) } }
    guard let first = dated.first?.0, let last = dated.last?.0 else { return [] }
    var years: [Year] = []
    for number in first...last {
      let opening = years.last?.closing ?? .zero
      var year = Year(
        year: number, opening: opening, credit: .zero, debit: .zero, closing: opening,
        columns: [:], entries: 0, held: 0)
      for (_, entry) in dated where entry.date?.parts.year == number {
        year.entries += 1
        if entry.hold != nil { year.held += 1 }
        for column in AreaStatement.Column.allCases {
          year.columns[entry.direction, default: [:]][column, default: AreaTotal()]
            .add(entry.areas[column])
        }
        if entry.direction == .credit {
          year.credit += entry.counted
        } else {
          year.debit += entry.counted
        }
        year.closing += entry.signed
      }
      years.append(year)
    }
    return years
  }
}
