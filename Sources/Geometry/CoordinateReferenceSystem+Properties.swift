import CPROJ
public import Diagnostics
public import Imagery

extension CoordinateReferenceSystem {
  /// Whether both systems place the same coordinates at the same spot, whatever their names and official axis order.
  ///
  /// Coordinates here are always easting or longitude first, so the official order is of no account. Systems on different
  /// datums are not equivalent even where the datums agree within centimetres (WGS 84 and CGCS2000).
  ///
  /// - Complexity: opens PROJ's database unless the definitions are equal; keep the answer.
  public func isEquivalent(to other: CoordinateReferenceSystem) -> Bool {
    if self == other { return true }
    if kind != other.kind { return false }
    guard let context = try? PROJContext(),
      let first = PROJObject(definition: wkt, in: context),
      let second = PROJObject(definition: other.wkt, in: context)
    else { return false }
    return first.isEquivalent(to: second)
  }

  /// Whether this is the Mercator projection of web maps (EPSG:3857 and its older spellings).
  ///
  /// It takes the earth for a sphere of the semi-major axis; areas in it are 20 % to 50 % too large in China, and a
  /// datum shift is easily applied wrongly. Areas are refused in it.
  public var isWebMercator: Bool {
    if let authorityCode {
      let spellings = [
        "EPSG:3857", "EPSG:3785", "EPSG:900913", "ESRI:102100", "ESRI:102113", "EPSG:3587",
      ]
      return spellings.contains(authorityCode)
    }
    guard kind == .projected, let context = try? PROJContext(),
      let object = PROJObject(definition: wkt, in: context),
      let conversion = unsafe PROJObject(
        adopting: proj_crs_get_coordoperation(context.pointer, object.pointer), in: context)
    else { return false }
    var method: UnsafePointer<CChar>?
    guard
      unsafe proj_coordoperation_get_method_info(
        context.pointer, conversion.pointer, &method, nil, nil) == 1,
      let method = unsafe method
    else { return false }
    let methodName = unsafe String(cString: method)
    if methodName.contains("Pseudo Mercator") || methodName.contains("Auxiliary_Sphere") {
      return true
    }
    // `+proj=merc +a=6378137 +b=6378137`, the spelling of the first web maps.
    return methodName.hasPrefix("Mercator") && object.ellipsoid?.inverseFlattening == 0
      && object.ellipsoid?.semiMajorAxis == 6_378_137
  }

  /// The ellipsoid of the system.
  ///
  /// - Throws: `.unsuitableCRS` where the definition names none.
  public func ellipsoid() throws(TiankanError) -> Ellipsoid {
    let context = try PROJContext()
    guard let object = PROJObject(definition: wkt, in: context), let ellipsoid = object.ellipsoid
    else {
      throw TiankanError(
        .unsuitableCRS, "the coordinate reference system names no ellipsoid; give an EPSG code",
        subject: description, cause: context.takeMessages())
    }
    return ellipsoid
  }

  /// Metres per unit of easting and northing: 1 for nearly all systems; nil for longitude and latitude.
  public var projectedUnitInMetres: Double? {
    guard kind == .projected, let context = try? PROJContext(),
      let object = PROJObject(definition: wkt, in: context)
    else { return nil }
    let source = unsafe PROJObject(
      adopting: proj_get_source_crs(context.pointer, object.pointer), in: context)
    // A datum shift bound to the system hides its axes; the system under it has them.
    if object.type == PJ_TYPE_BOUND_CRS, let source { return source.axisUnitFactor }
    return object.axisUnitFactor
  }
}
