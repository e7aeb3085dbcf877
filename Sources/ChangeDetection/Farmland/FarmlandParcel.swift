public import Imagery

/// A cropland parcel as the abandonment detector sees it: its series, and what is known about it from elsewhere.
public struct FarmlandParcel: Sendable {
  /// The observations.
  public var series: UnitSeries
  /// The last day that was watched, whether or not it was clear; later observations are ignored.
  public var until: CalendarDate
  /// The land class code (DLBM), such as `0101`; empty where unknown, which counts as cropland.
  public var landClass: String
  /// Approved fallow, construction and flood periods.
  public var exemptions: [FarmlandExemption]
  /// The neighbours' greenness by crop year, where known.
  public var neighbours: [NeighbourGreenness]

  /// Creates a subject.
  public init(
    series: UnitSeries, until: CalendarDate, landClass: String = "",
    exemptions: [FarmlandExemption] = [], neighbours: [NeighbourGreenness] = []
  ) {
    self.series = series
    self.until = until
    self.landClass = landClass
    self.exemptions = exemptions
    self.neighbours = neighbours
  }
}
