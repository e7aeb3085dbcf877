public import Diagnostics
public import Geometry
public import Imagery

extension LandUnit {
  /// Makes a land unit from a row of a layer: finds id and name, repairs the outline where that is unambiguous, measures it.
  ///
  /// For many rows use `units(from:layer:crs:fields:)`, which reads PROJ's database once.
  ///
  /// - Throws: `.invalidGeometry` for outlines that cannot be repaired without guessing, `.empty` for rows
  ///   without outline, `.unsuitableCRS` for Web Mercator, `.usage` for stated fields that do not exist.
  public init(
    feature: Feature, layer: String, crs: CoordinateReferenceSystem,
    fields: LandUnitFields = LandUnitFields()
  ) throws(TiankanError) {
    try self.init(
      feature: feature, layer: layer, crs: crs, fields: fields,
      measure: try EllipsoidalArea(in: crs))
  }

  /// Makes land units from the rows of a layer; rows that cannot be used are listed with the reason.
  ///
  /// - Throws: `.unsuitableCRS` for Web Mercator; `.usage` for stated fields that do not exist.
  public static func units(
    from features: [Feature], layer: String, crs: CoordinateReferenceSystem,
    fields: LandUnitFields = LandUnitFields()
  ) throws(TiankanError) -> (units: [LandUnit], refusals: [Refusal]) {
    let measure = try EllipsoidalArea(in: crs)
    var units: [LandUnit] = []
    var refusals: [Refusal] = []
    units.reserveCapacity(features.count)
    for feature in features {
      do throws(TiankanError) {
        units.append(
          try LandUnit(feature: feature, layer: layer, crs: crs, fields: fields, measure: measure))
      } catch {
        if error.code == .usage { throw error }
        refusals.append(Refusal(error, subject: "\(layer), feature \(feature.identifier)"))
      }
    }
    return (units, refusals)
  }

  private init(
    feature: Feature, layer: String, crs: CoordinateReferenceSystem, fields: LandUnitFields,
    measure: borrowing EllipsoidalArea
  ) throws(TiankanError) {
    let id = try fields.identifier(of: feature, layer: layer)
    let name = try fields.name(of: feature, layer: layer)
    guard !feature.geometry.isEmpty else {
      throw TiankanError(
        .empty, "the row has no outline; draw it or leave the row out", subject: "\(layer) \(id)")
    }
    do throws(TiankanError) {
      let (geometry, repair) = try GeometryRepair.validated(feature.geometry)
      let gross = try measure.squareMetres(of: geometry)
      self.init(
        layer: layer, id: id, name: name, attributes: feature.attributes, geometry: geometry,
        crs: crs, grossSquareMetres: gross,
        netSquareMetres: Self.netShare(of: feature).map { gross * $0 }, repair: repair)
    } catch {
      var error = error
      error.subject = ["\(layer) \(id)", error.subject].compactMap { $0 }.joined(separator: ", ")
      throw error
    }
  }

  /// 图斑地类面积 TBDLMJ over 图斑面积 TBMJ; nil unless both are there and make sense (0 ≤ TBDLMJ ≤ TBMJ, 0 < TBMJ).
  private static func netShare(of feature: Feature) -> Double? {
    guard let net = feature["TBDLMJ"]?.number, let gross = feature["TBMJ"]?.number, gross > 0,
      net >= 0, net <= gross
    else { return nil }
    return net / gross
  }
}
