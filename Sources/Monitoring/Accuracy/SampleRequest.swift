/// What is to be sampled, and how.
public struct SampleRequest: Sendable {
  /// How many units are drawn.
  public enum Size: Hashable, Sendable {
    /// As many in each stratum.
    case perStratum(Int)
    /// As many as overall accuracy needs for this standard error, at least `minimum` in each stratum but unchanged land.
    case standardError(Double, minimum: Int)
  }

  /// The map: a raster of class numbers, 0 for unchanged.
  public var map: String
  /// How many units are drawn.
  public var size: Size
  /// The width in pixels of the ring around all classes but 0 that is a stratum of its own; 0 for none.
  public var ring: Int
  /// Where the sequence of random numbers starts.
  public var seed: UInt64
  /// The GeoPackage with units, design and strata.
  public var output: String
  /// The form to fill in, `.csv` or `.xlsx`; nil for none.
  public var form: String?

  /// Creates a request.
  public init(
    map: String, size: Size, ring: Int = 3, seed: UInt64, output: String, form: String? = nil
  ) {
    self.map = map
    self.size = size
    self.ring = ring
    self.seed = seed
    self.output = output
    self.form = form
  }
}
