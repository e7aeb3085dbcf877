public import Geometry
public import Imagery

/// A polygon under supervision: a project, a parcel, a mine, an approval, a control line.
///
/// Areas are on the ellipsoid. The gross area (椭球毛面积) is that of the polygon. A DLTB layer also gives 图斑面积 TBMJ and, after
/// 扣除 of ridges (田坎), 图斑地类面积 TBDLMJ; their quotient makes the net area (净面积) from the gross one.
public struct LandUnit: Hashable, Sendable {
  /// The name of the layer the unit comes from, such as `cropland`.
  public var layer: String
  /// The identifier in its layer.
  public var id: String
  /// The name for people; nil where the layer has none.
  public var name: String?
  /// The fields as the layer has them.
  public var attributes: [Feature.Attribute]
  /// The outline; valid.
  public var geometry: MultiPolygon
  /// The CRS of the outline.
  public var crs: CoordinateReferenceSystem
  /// The area of the outline on the ellipsoid (椭球毛面积) in square metres.
  public var grossSquareMetres: Double
  /// The area without ridges (净面积) in square metres, where the layer tells their share.
  public var netSquareMetres: Double?
  /// What was repaired in the outline, in one sentence; nil where nothing was.
  public var repair: String?

  /// Creates a land unit from its parts; the outline must be valid.
  public init(
    layer: String, id: String, name: String?, attributes: [Feature.Attribute],
    geometry: MultiPolygon, crs: CoordinateReferenceSystem, grossSquareMetres: Double,
    netSquareMetres: Double? = nil, repair: String? = nil
  ) {
    self.layer = layer
    self.id = id
    self.name = name
    self.attributes = attributes
    self.geometry = geometry
    self.crs = crs
    self.grossSquareMetres = grossSquareMetres
    self.netSquareMetres = netSquareMetres
    self.repair = repair
  }
}

extension LandUnit {
  /// The value of a field, by name without regard to case; nil where the layer has no such field.
  public subscript(field: String) -> AttributeValue? {
    Feature(identifier: id, attributes: attributes, geometry: MultiPolygon([]))[field]
  }
}
