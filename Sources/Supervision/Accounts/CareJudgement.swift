/// Whether land was kept in use during aftercare (后期管护), as far as images show: 达到, 未达到 or 无法判定, with what it rests on. The
/// county decides what follows.
public struct CareJudgement: Hashable, Sendable {
  /// The outcome.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// 达到: every crop year of the period was seen in use.
    case met
    /// 未达到: as many consecutive idle crop years as the rule counts.
    case notMet = "not_met"
    /// 无法判定: a crop year was not seen well enough, or the period is not over.
    case undecidable
  }

  /// What a crop year showed.
  public enum Season: String, Hashable, Sendable, CaseIterable {
    case cultivated, idle, undecided
  }

  /// The outcome.
  public let outcome: Outcome
  /// The crop years in the period, with what they showed.
  public let seasons: [String: Season]
  /// The longest run of idle crop years.
  public let longestIdleRun: Int
  /// Whether the period is over on the day that is looked at.
  public let isOver: Bool

  /// Judges a period.
  ///
  /// - Parameters:
  ///   - seasons: What each crop year that lies in the period showed, in order; consecutive entries are consecutive years.
  ///   - isOver: Whether the period is over. Before, nothing can be 达到.
  ///   - rule: The test of consecutive idle years, such as `>= 2`.
  public init(seasons: [(year: String, season: Season)], isOver: Bool, rule: RuleTest) {
    var run = 0
    var longest = 0
    for entry in seasons {
      run = entry.season == .idle ? run + 1 : 0
      longest = max(longest, run)
    }
    longestIdleRun = longest
    self.isOver = isOver
    self.seasons = Dictionary(seasons.map { ($0.year, $0.season) }) { $1 }
    if rule.holds(.number(Double(longest))) == true {
      outcome = .notMet
    } else if isOver, !seasons.isEmpty, seasons.allSatisfy({ $0.season == .cultivated }) {
      outcome = .met
    } else {
      outcome = .undecidable
    }
  }
}
