/// A part of the area that is sampled for itself.
public struct SampleStratum: Hashable, Sendable {
  /// Its name: a class of the map, or the buffer around one.
  public var name: String
  /// Its area, in the same unit as the others'.
  public var area: Double

  /// Creates a stratum.
  public init(name: String, area: Double) {
    self.name = name
    self.area = area
  }
}
