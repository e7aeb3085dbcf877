public import Imagery

/// Which two scenes show a change best: one clear scene before and one after, of the same season as far as there is one.
///
/// A pair costs the days between its seasons, a thirtieth of the days between each scene and the day it should be near,
/// and 200 for a place fully under cloud; the cheapest pair is taken whose places turn out to be clear.
public struct PictureChoice: Hashable, Sendable {
  /// A scene that could be shown.
  public struct Candidate: Hashable, Sendable {
    /// Its position in the caller's list of scenes.
    public var position: Int
    /// The day.
    public var date: CalendarDate
    /// The share of the place that is clear as far as known, 0 to 1.
    public var clearShare: Double?

    /// Creates a candidate.
    public init(position: Int, date: CalendarDate, clearShare: Double?) {
      self.position = position
      self.date = date
      self.clearShare = clearShare
    }
  }

  /// The scene before.
  public var before: Candidate
  /// The scene after.
  public var after: Candidate
  /// How far the seasons differ, 0 to 183 days.
  public var seasonDays: Int

  /// Up to which difference two scenes count as of one season.
  public static let sameSeasonDays = 45
  /// From which clear share on a place counts as clear.
  public static let clearLimit = 0.9
  /// How many pairs are examined at most.
  private static let examinedPairs = 24

  /// Chooses a pair.
  ///
  /// - Parameters:
  ///   - candidates: the scenes.
  ///   - first: the day the change was first seen: scenes before it are "before".
  ///   - settled: the day from which on "after" is taken; at least `first`.
  ///   - clearShare: measures how much of the place a scene shows; nil where it cannot tell. Called once per scene.
  /// - Returns: nil where there is no scene before or none after.
  public static func choose<Failure: Error>(
    from candidates: [Candidate], first: CalendarDate, settled: CalendarDate,
    clearShare: (Candidate) throws(Failure) -> Double?
  ) throws(Failure) -> PictureChoice? {
    let pairs = ranked(candidates, first: first, settled: settled)
    var measured: [Int: Double] = [:]
    var best: (choice: PictureChoice, clear: Double)?
    for var pair in pairs.prefix(examinedPairs) {
      for candidate in [pair.before, pair.after] where measured[candidate.position] == nil {
        measured[candidate.position] = try clearShare(candidate) ?? candidate.clearShare ?? 1
      }
      pair.before.clearShare = measured[pair.before.position]
      pair.after.clearShare = measured[pair.after.position]
      let clear = min(pair.before.clearShare ?? 0, pair.after.clearShare ?? 0)
      if clear >= clearLimit { return pair }
      if best.map({ clear > $0.clear }) ?? true { best = (pair, clear) }
    }
    return best?.choice
  }

  private static func ranked(
    _ candidates: [Candidate], first: CalendarDate, settled: CalendarDate
  ) -> [PictureChoice] {
    // The best few of each side suffice: an archive of 500 dates would make 60 000 pairs.
    func nearest(_ list: [Candidate], to day: CalendarDate) -> [Candidate] {
      Array(
        list.sorted {
          (cost($0, near: day), $0.position) < (cost($1, near: day), $1.position)
        }.prefix(120))
    }
    let before = nearest(candidates.filter { $0.date < first }, to: first)
    let after = nearest(candidates.filter { $0.date >= settled }, to: settled)
    var pairs: [(choice: PictureChoice, cost: Double)] = []
    for early in before {
      for late in after {
        let season = seasonDays(early.date, late.date)
        pairs.append(
          (
            PictureChoice(before: early, after: late, seasonDays: season),
            Double(season) + cost(early, near: first) + cost(late, near: settled)
          ))
      }
    }
    pairs.sort {
      ($0.cost, $0.choice.before.position, $0.choice.after.position)
        < ($1.cost, $1.choice.before.position, $1.choice.after.position)
    }
    return pairs.map(\.choice)
  }

  private static func cost(_ candidate: Candidate, near day: CalendarDate) -> Double {
    let days = abs(candidate.date.dayNumber - day.dayNumber)
    return Double(days) / 30 + 200 * (1 - (candidate.clearShare ?? 1))
  }

  /// The days between two dates within the year, 0 to 183.
  public static func seasonDays(_ one: CalendarDate, _ other: CalendarDate) -> Int {
    func dayOfYear(_ date: CalendarDate) -> Int {
      date.dayNumber - (CalendarDate(year: date.parts.year, month: 1, day: 1)?.dayNumber ?? 0)
    }
    let difference = abs(dayOfYear(one) - dayOfYear(other))
    return min(difference, 365 - min(difference, 365))
  }
}
