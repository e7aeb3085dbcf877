/// How clues do as objects: events found, how late, and alarms where nothing happened.
///
/// An event is found where clues together cover half of it, or where event and clues have an intersection over union of 0.3 [P]. A clue
/// that meets no event is a false alarm; one that meets an event that does not count (of another kind, unsure) is neither.
public struct ObjectAccuracy: Hashable, Sendable {
  /// An event that counts, and the clues that meet it.
  public struct Event: Hashable, Sendable {
    /// The covered share of the event.
    public var cover: Double
    /// Intersection over union of the event and the clues that meet it.
    public var intersectionOverUnion: Double
    /// Days from the event to the earliest first day of the clues; nil where the event has no day.
    public var firstDelay: Int?
    /// Days from the event to the earliest confirmation; nil where the event has no day, or nothing was confirmed.
    public var confirmedDelay: Int?

    /// Creates an event.
    public init(
      cover: Double, intersectionOverUnion: Double, firstDelay: Int?, confirmedDelay: Int?
    ) {
      self.cover = cover
      self.intersectionOverUnion = intersectionOverUnion
      self.firstDelay = firstDelay
      self.confirmedDelay = confirmedDelay
    }

    /// Whether it counts as found.
    public var isFound: Bool { cover >= 0.5 || intersectionOverUnion >= 0.3 }
  }

  /// Delays in days; negative where the clue is earlier.
  public struct Delay: Hashable, Sendable {
    /// The smallest.
    public var least: Int
    /// The median; of an even number the lower one.
    public var median: Int
    /// The smallest delay that nine of ten events do not exceed.
    public var ninth: Int
    /// The largest.
    public var most: Int

    /// Nil without a delay.
    init?(_ delays: [Int]) {
      let sorted = delays.sorted()
      guard let least = sorted.first, let most = sorted.last else { return nil }
      (self.least, self.most) = (least, most)
      median = sorted[(sorted.count - 1) / 2]
      ninth = sorted[(sorted.count * 9 + 9) / 10 - 1]
    }
  }

  /// Events that were found, of all; nil without an event.
  public let found: ProportionInterval?
  /// Clues on an event that counts, of those and the false ones; nil without a clue.
  public let right: ProportionInterval?
  /// The false alarms.
  public let falseAlarms: PoissonInterval
  /// Square kilometres times months that were watched.
  public let exposure: Double
  /// From the event to the first day, of found events.
  public let firstDelay: Delay?
  /// From the event to the confirmation, of found events.
  public let confirmedDelay: Delay?

  /// Counts.
  ///
  /// - Parameters:
  ///   - events: The events that count.
  ///   - cluesOnEvents: The clues that meet one of them.
  ///   - falseAlarms: The clues that meet no event at all.
  ///   - squareKilometres: The area that was watched.
  ///   - months: The time that was watched.
  public init(
    events: [Event], cluesOnEvents: Int, falseAlarms: Int, squareKilometres: Double, months: Double
  ) {
    let hits = events.filter(\.isFound)
    found = ProportionInterval(successes: hits.count, of: events.count)
    right = ProportionInterval(successes: cluesOnEvents, of: cluesOnEvents + falseAlarms)
    self.falseAlarms = PoissonInterval(count: falseAlarms)
    exposure = squareKilometres * months
    firstDelay = Delay(hits.compactMap(\.firstDelay))
    confirmedDelay = Delay(hits.compactMap(\.confirmedDelay))
  }

  /// False alarms per 100 km² and month: the rate, and its 95 % interval.
  public var falseRate: (value: Double, lower: Double, upper: Double) {
    let unit = 100 / exposure
    return (Double(falseAlarms.count) * unit, falseAlarms.lower * unit, falseAlarms.upper * unit)
  }
}
