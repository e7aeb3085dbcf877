public import Imagery

/// What a user states about a boundary file beyond what the file states itself.
public struct BoundaryOptions: Hashable, Sendable {
  /// The datum of KML and GeoJSON positions; `nil` reads them as WGS 84 with a notice. GCJ-02 may be stated
  /// for any layer in degrees, since such layers are often labelled WGS 84.
  public var datum: PositionDatum?
  /// The CRS, for layers that have none or a wrong one.
  public var crs: CoordinateReferenceSystem?
  /// The encoding of a Shapefile's table, in place of detection.
  public var encoding: TextEncoding?

  /// Creates options; by default everything is as the file says.
  public init(
    datum: PositionDatum? = nil, crs: CoordinateReferenceSystem? = nil,
    encoding: TextEncoding? = nil
  ) {
    self.datum = datum
    self.crs = crs
    self.encoding = encoding
  }
}
