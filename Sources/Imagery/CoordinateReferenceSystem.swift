/// A coordinate reference system (CRS), by its definition.
///
/// A value only: it is made, compared for equivalence and transformed by the module `Geometry`, which knows PROJ.
/// Coordinates are always in the order easting, northing or longitude, latitude, whatever the official axis order
/// of the system is.
public struct CoordinateReferenceSystem: Hashable, Sendable {
  /// What the coordinates measure.
  public enum Kind: String, Hashable, Sendable {
    /// Longitude and latitude in degrees.
    case geographic
    /// Easting and northing in a length unit.
    case projected
  }

  /// The definition in WKT 2 (ISO 19162), as PROJ prints it.
  public let wkt: String

  /// Authority and code such as `EPSG:32650`, where the definition has one.
  public let authorityCode: String?

  /// The name of the system, such as `WGS 84 / UTM zone 50N`.
  public let name: String

  /// Whether coordinates are degrees or lengths.
  public let kind: Kind

  /// Creates the value from its parts. Use the parsing initialisers of `Geometry` instead.
  public init(wkt: String, authorityCode: String?, name: String, kind: Kind) {
    self.wkt = wkt
    self.authorityCode = authorityCode
    self.name = name
    self.kind = kind
  }
}

extension CoordinateReferenceSystem: CustomStringConvertible {
  /// The authority code where there is one, else the name.
  public var description: String { authorityCode ?? name }
}
