public import Imagery

/// Which two scenes show a change best: one clear scene before and one after, of the same season as far as there is one.
///
/// A pair costs the days between its seasons, a thirtieth of the days between each scene and the day it should be near,
/// and 200 for a place fully under cloud; the cheapest pair is taken whose places turn out to be clear. Each of its two scenes
/// then gives way to one near it in time that shows more of the place (in steps of 5 %), or as much with less haze.
public struct PictureChoice: Hashable, Sendable {
  /// A scene that could be shown.
  public struct Candidate: Hashable, Sendable {
    /// Its position in the caller's list of scenes.
    public var position: Int
    /// The day.
    public var date: CalendarDate
    /// The share of the place that is clear as far as known, 0 to 1.
    public var clearShare: Double?
    /// The haze over the place, in reflectance, as far as measured: larger is hazier.
    public var haze: Double?

    /// Creates a candidate.
    public init(position: Int, date: CalendarDate, clearShare: Double?) {
      self.position = position
      self.date = date
      self.clearShare = clearShare
    }
  }

  /// What a look at a scene tells of the place.
  public struct View: Hashable, Sendable {
    /// The share that is clear, 0 to 1; nil where nothing tells it.
    public var clearShare: Double?
    /// The haze in reflectance; nil where the scene cannot tell.
    public var haze: Double?

    /// Creates a view.
    public init(clearShare: Double?, haze: Double? = nil) {
      self.clearShare = clearShare
      self.haze = haze
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
  /// How many scenes near each of the two are looked at besides.
  private static let examinedNeighbours = 6
  /// Differences of haze below this, in reflectance, are noise [P].
  private static let hazeStep = 0.005

  /// Chooses a pair.
  ///
  /// - Parameters:
  ///   - candidates: the scenes.
  ///   - first: the day the change was first seen: scenes before it are "before".
  ///   - settled: the day from which on "after" is taken; at least `first`.
  ///   - look: looks at the place in a scene. Called once per scene.
  /// - Returns: nil where there is no scene before or none after.
  public static func choose<Failure: Error>(
    from candidates: [Candidate], first: CalendarDate, settled: CalendarDate,
    look: (Candidate) throws(Failure) -> View
  ) throws(Failure) -> PictureChoice? {
    let pairs = ranked(candidates, first: first, settled: settled)
    var seen: [Int: Candidate] = [:]
    func examined(_ candidate: Candidate) throws(Failure) -> Candidate {
      if let known = seen[candidate.position] { return known }
      let view = try look(candidate)
      var candidate = candidate
      candidate.clearShare = view.clearShare ?? candidate.clearShare ?? 1
      candidate.haze = view.haze
      seen[candidate.position] = candidate
      return candidate
    }
    var best: (choice: PictureChoice, clear: Double)?
    for var pair in pairs.prefix(examinedPairs) {
      pair.before = try examined(pair.before)
      pair.after = try examined(pair.after)
      let clear = min(pair.before.clearShare ?? 0, pair.after.clearShare ?? 0)
      if best.map({ clear > $0.clear }) ?? true { best = (pair, clear) }
      if clear >= clearLimit { break }
    }
    guard var choice = best?.choice else { return nil }
    let earlier = neighbours(of: choice.before, among: candidates.filter { $0.date < first })
    for candidate in earlier {
      let other = try examined(candidate)
      if isClearer(other, than: choice.before, beside: choice.after) { choice.before = other }
    }
    let later = neighbours(of: choice.after, among: candidates.filter { $0.date >= settled })
    for candidate in later {
      let other = try examined(candidate)
      if isClearer(other, than: choice.after, beside: choice.before) { choice.after = other }
    }
    choice.seasonDays = seasonDays(choice.before.date, choice.after.date)
    return choice
  }

  /// The scenes nearest in time to one, of its season, that are not known to hide the place.
  private static func neighbours(of chosen: Candidate, among all: [Candidate]) -> [Candidate] {
    func days(_ candidate: Candidate) -> Int {
      abs(candidate.date.dayNumber - chosen.date.dayNumber)
    }
    return Array(
      all.filter {
        $0.position != chosen.position && days($0) <= sameSeasonDays
          && ($0.clearShare ?? 1) >= clearLimit
      }.sorted { (days($0), $0.position) < (days($1), $1.position) }.prefix(examinedNeighbours))
  }

  /// Whether a scene shows more of the place than another, or as much with less haze, or in a season nearer to the pair's other.
  private static func isClearer(
    _ one: Candidate, than other: Candidate, beside partner: Candidate
  ) -> Bool {
    func steps(_ value: Double, of step: Double) -> Int { Int((value / step).rounded()) }
    let shares = (steps(one.clearShare ?? 0, of: 0.05), steps(other.clearShare ?? 0, of: 0.05))
    if shares.0 != shares.1 { return shares.0 > shares.1 }
    switch (one.haze, other.haze) {
    case (let haze?, let otherHaze?):
      if abs(haze - otherHaze) >= hazeStep { return haze < otherHaze }
    case (nil, nil): break
    // Of two sensors one may not tell: nothing is known against the other.
    default: return false
    }
    return seasonDays(one.date, partner.date) < seasonDays(other.date, partner.date)
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
