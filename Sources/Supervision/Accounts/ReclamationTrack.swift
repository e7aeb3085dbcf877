public import Imagery

/// How far a demolished plot has come (拆旧复垦), with dates from images: 未拆, 已拆未垦, 已复垦, 已达目标地类; and whether new building
/// came first.
public struct ReclamationTrack: Hashable, Sendable {
  /// A state; later ones include earlier ones.
  public enum State: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// 未拆.
    case standing
    /// 已拆未垦.
    case cleared
    /// 已复垦.
    case reclaimed
    /// 目标地类 reached: cultivated, wooded, or ecological land.
    case target

    /// Earlier states come first.
    public static func < (left: State, right: State) -> Bool { left.rawValue < right.rawValue }
  }

  /// What a day's images showed of the plot.
  public struct Sighting: Hashable, Sendable {
    /// The day.
    public var date: CalendarDate
    /// The state it showed.
    public var state: State

    /// Creates a sighting.
    public init(_ date: CalendarDate, _ state: State) {
      self.date = date
      self.state = state
    }
  }

  /// The state on the last day.
  public let state: State
  /// The first day on which each state was seen twice in a row (or on the last day), so that one bad image decides nothing.
  public let since: [State: CalendarDate]

  /// Follows sightings; nil without any.
  public init?(_ sightings: [Sighting]) {
    let ordered = sightings.sorted { $0.date < $1.date }
    guard let last = ordered.last else { return nil }
    var since: [State: CalendarDate] = [:]
    var state = State.standing
    for (one, next) in zip(ordered, ordered.dropFirst()) {
      let common = min(one.state, next.state)
      for reached in State.allCases where reached <= common && since[reached] == nil {
        since[reached] = one.date
      }
      state = max(state, common)
    }
    if ordered.count == 1 {
      since[last.state] = last.date
      state = last.state
    }
    self.state = state
    self.since = since
  }

  /// Days by which reclamation came before a new building; negative where the building came first, nil where no day of
  /// reclamation is known.
  public func lead(over building: CalendarDate) -> Int? {
    since[.reclaimed].map { building.dayNumber - $0.dayNumber }
  }
}
