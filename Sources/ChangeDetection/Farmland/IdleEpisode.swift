public import Imagery

/// A run of idle crop years of a parcel.
///
/// Crop years that are undecidable, weak or exempt neither extend nor end a run: they are listed, and idle crop years on both
/// sides of one are not consecutive.
public struct IdleEpisode: Hashable, Sendable {
  /// How sure the episode is.
  public enum State: String, Hashable, Sendable, Codable {
    /// One idle crop year.
    case first
    /// Two or more idle crop years, none of them adjacent.
    case provisional
    /// Adjacent idle crop years, as many as make a candidate.
    case confirmed
    /// A crop year of cultivation, or another use, came after.
    case ended
  }

  /// The state.
  public var state: State
  /// The idle crop years, by time.
  public var idleYears: [CropYear]
  /// The crop years inside the run that say nothing.
  public var suspendedYears: [CropYear]
  /// The longest stretch of adjacent idle crop years.
  public var consecutiveYears: Int
  /// The end of the last crop before; nil where none was seen.
  public var lastCultivated: CalendarDate?
  /// The day from which no cultivation was seen: the first day of the first idle crop year, or the day after a crop of the
  /// crop year before that ended later.
  public var firstDate: CalendarDate
  /// The closing date of the crop year that made it a candidate.
  public var confirmedDate: CalendarDate?
  /// The first day of the crop year that ended it.
  public var endedDate: CalendarDate?
}
