/// The observations of one land unit over time.
public struct UnitSeries: Sendable {
  /// The unit's identifier in its layer.
  public var unit: String
  /// The pure pixels of the unit: cells covered by at least half after the outline moved half a pixel inwards.
  public var purePixels: Int
  /// The observations by ascending date; equal dates in the order of scenes. Only those with a clear share above zero.
  public var observations: [UnitObservation]

  /// Creates a series.
  public init(unit: String, purePixels: Int, observations: [UnitObservation]) {
    self.unit = unit
    self.purePixels = purePixels
    self.observations = observations
  }
}
