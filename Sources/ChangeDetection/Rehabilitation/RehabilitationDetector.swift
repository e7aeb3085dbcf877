/// Judges the rehabilitation of a mine from the series of the mine, of a ring around it, and its plan.
///
/// Growing-season composites (median over dates) are compared year by year: recovery metrics, progress against the ring,
/// Theil-Sen trend with Mann-Kendall test, state, plan against seen. Equations, sources and defaults:
/// `docs/algorithms.md`, "Mine rehabilitation". A finding is a clue for people to check (线索).
///
/// - Complexity: O(n²) in the clear observations, some milliseconds for 500.
public struct RehabilitationDetector: Detector {
  /// The name and version of the rules.
  public static let ruleSet = "rehabilitation-1"
  /// The thresholds.
  public var parameters: RehabilitationParameters

  /// Creates a detector.
  public init(parameters: RehabilitationParameters = RehabilitationParameters()) {
    self.parameters = parameters
  }

  /// Examines a mine.
  public func examine(_ subject: borrowing RehabilitationSubject) -> RehabilitationFinding {
    let subject = copy subject
    let history = RehabilitationHistory(subject, parameters)
    let relapses = history.relapses()
    let reminings = history.reminings(subject.edgeGrowth)
    let stalls = history.stalls()
    let lags = subject.plan.map { history.lags($0, squareMetres: subject.squareMetres) }
    let trend = history.trend()
    var finding = RehabilitationFinding(
      ruleSet: Self.ruleSet, state: .undecidable,
      startYear: history.startIndex.map { history.seasons[$0].year },
      clearObservations: history.observations.count,
      platforms: Set(history.observations.map(\.platform)).sorted(),
      scenes: history.observations.map(\.scene).sorted(), seasons: history.seasons,
      referenceSeasons: history.referenceSeasons, runningCover: history.running,
      recovery: history.recoverySummaries(), trend: trend, progress: history.progress(),
      background: history.background(),
      plan: subject.plan.flatMap {
        history.comparison(with: $0, on: subject.until, squareMetres: subject.squareMetres)
      },
      clues: (relapses.clues + reminings.clues + stalls + (lags?.clues ?? []))
        .sorted { ($0.firstDate, $0.finding.rawValue) < ($1.firstDate, $1.finding.rawValue) },
      hints: [], tests: [])
    if let plan = finding.plan { finding.tests += history.tests(plan) }
    let isLarge = DetectorTest(
      "pure_pixels", Double(subject.mine.purePixels), .atLeast,
      Double(parameters.minimumPurePixels))
    finding.tests.append(isLarge)
    if isLarge.isMet == true {
      decide(&finding, history, relapses.confirmed, reminings.confirmed, stalls.last)
    } else {
      // Mixed pixels prove nothing, whatever their curve looks like.
      finding.state = .tooSmall
      finding.clues = []
    }
    finding.hints = hints(&finding, history, subject)
    return finding
  }
}
