/// What was drawn.
public struct SampleReport: Sendable, Encodable {
  /// One stratum.
  public struct Stratum: Hashable, Sendable, Encodable {
    /// Its name.
    public var name: String
    /// The class of the map in it.
    public var mapClass: Int
    /// Its area on the ellipsoid.
    public var squareMetres: Double
    /// Its pixels.
    public var pixels: Int
    /// The units drawn from it.
    public var units: Int
  }

  /// The GeoPackage.
  public var file: String
  /// The form, where one was asked for.
  public var form: String?
  /// The strata in the order of their classes.
  public var strata: [Stratum]
}
