import Imagery

/// Joins observations that show a sign to episodes: first, provisional, confirmed, ended.
///
/// An episode opens with the first hit and ends with the k-th successive observation without one. One that ends before it
/// was confirmed is forgotten.
struct EpisodeTracker {
  private let finding: RehabilitationClue.Finding
  private let parameters: RehabilitationParameters
  private var open: RehabilitationClue?
  private var misses = 0
  private var closed: [RehabilitationClue] = []

  init(_ finding: RehabilitationClue.Finding, _ parameters: RehabilitationParameters) {
    self.finding = finding
    self.parameters = parameters
  }

  /// The first day of the episode that is open.
  var openSince: CalendarDate? { open?.firstDate }

  /// The episodes so far, the open one last.
  var clues: [RehabilitationClue] { closed + (open.map { [$0] } ?? []) }

  /// The open episode, once it is confirmed.
  var confirmed: RehabilitationClue? { open.flatMap { $0.confirmedDate == nil ? nil : $0 } }

  /// An observation that shows the sign.
  ///
  /// - Parameter weight: The number of clear observations it stands for; 0 adds no evidence to what was seen before.
  mutating func hit(
    _ date: CalendarDate, magnitude: Double, weight: Int = 1, tests: [DetectorTest]
  ) {
    misses = 0
    var clue =
      open
      ?? RehabilitationClue(
        finding: finding, firstDate: date, lastDate: date, hits: 0, observations: 0,
        magnitude: magnitude, tests: tests)
    clue.lastDate = date
    clue.hits += weight
    clue.observations += weight
    if magnitude > clue.magnitude {
      clue.magnitude = magnitude
      clue.tests = tests
    }
    if clue.provisionalDate == nil, clue.hits >= parameters.provisionalHits {
      clue.provisionalDate = date
    }
    if clue.confirmedDate == nil, clue.hits >= parameters.confirmingHits {
      clue.confirmedDate = date
    }
    open = clue
  }

  /// An observation that could show the sign and does not.
  mutating func miss(_ date: CalendarDate) {
    guard var clue = open else { return }
    misses += 1
    clue.observations += 1
    open = clue
    guard misses >= parameters.endingMisses else { return }
    open = nil
    misses = 0
    guard clue.confirmedDate != nil else { return }
    clue.endedDate = date
    closed.append(clue)
  }
}
