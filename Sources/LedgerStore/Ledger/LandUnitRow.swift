public import Geometry

/// A row of the table `land_unit`: a polygon under supervision as the run used it. Derived.
public struct LandUnitRow: Hashable, Sendable {
  /// The layer, such as `cropland`.
  public var layer: String
  /// The identifier in its layer.
  public var id: String
  /// The name for people; nil where the layer has none.
  public var name: String?
  /// The version of the layer, such as its date.
  public var version: String
  /// The tile that owns the unit: the one whose core holds its interior point.
  public var tile: String
  /// The county's code (XZQDM); nil where unknown.
  public var county: String?
  /// The ellipsoidal area of the outline in square metres (椭球毛面积, 遥感量算).
  public var grossSquareMetres: Double
  /// The area without ridges (净面积); nil where the layer does not tell their share.
  public var netSquareMetres: Double?
  /// The pure pixels.
  public var purePixels: Int
  /// The fields as the layer has them, in its order.
  public var attributes: [Feature.Attribute]
  /// The outline in the CRS of the ledger's grid.
  public var outline: MultiPolygon

  /// Creates a row.
  public init(
    layer: String, id: String, name: String?, version: String, tile: String, county: String?,
    grossSquareMetres: Double, netSquareMetres: Double?, purePixels: Int,
    attributes: [Feature.Attribute], outline: MultiPolygon
  ) {
    self.layer = layer
    self.id = id
    self.name = name
    self.version = version
    self.tile = tile
    self.county = county
    self.grossSquareMetres = grossSquareMetres
    self.netSquareMetres = netSquareMetres
    self.purePixels = purePixels
    self.attributes = attributes
    self.outline = outline
  }
}
