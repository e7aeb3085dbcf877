/// One unit of a stratified random sample: where it was drawn, what the map says, what was found there.
public struct SampleUnit: Hashable, Sendable {
  /// The number of the stratum it was drawn from.
  public var stratum: Int
  /// The number of the class of the map.
  public var map: Int
  /// The number of the class of the reference.
  public var reference: Int

  /// Creates a unit.
  public init(stratum: Int, map: Int, reference: Int) {
    self.stratum = stratum
    self.map = map
    self.reference = reference
  }
}
