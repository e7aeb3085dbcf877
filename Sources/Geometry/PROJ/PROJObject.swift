import CPROJ

/// One object of PROJ (a CRS, an ellipsoid, a transformation) with the context it lives in.
@safe
struct PROJObject: ~Copyable {
  /// The context that made the object; kept alive by it.
  let context: PROJContext
  private let handle: OpaquePointer

  /// Takes over an object that a PROJ function returned; nil where it returned none.
  init?(adopting handle: OpaquePointer?, in context: PROJContext) {
    guard let handle = unsafe handle else { return nil }
    self.context = context
    unsafe self.handle = handle
  }

  deinit {
    unsafe proj_destroy(handle)
  }

  /// The object's pointer, for calls that use it before they return.
  var pointer: OpaquePointer { unsafe handle }
}

extension PROJObject {
  /// Reads a definition: authority code, WKT, PROJJSON or PROJ string.
  init?(definition: String, in context: PROJContext) {
    unsafe self.init(adopting: proj_create(context.pointer, definition), in: context)
  }

  /// The kind of the object.
  var type: PJ_TYPE { unsafe proj_get_type(pointer) }

  /// The object's name.
  var name: String? {
    guard let name = unsafe proj_get_name(pointer) else { return nil }
    return unsafe String(cString: name)
  }

  /// Authority and code, as the definition states them.
  var authorityCode: String? {
    guard let authority = unsafe proj_get_id_auth_name(pointer, 0),
      let code = unsafe proj_get_id_code(pointer, 0)
    else { return nil }
    return unsafe "\(String(cString: authority)):\(String(cString: code))"
  }

  /// The definition in WKT 2:2019.
  var wkt: String? {
    guard let text = unsafe proj_as_wkt(context.pointer, pointer, PJ_WKT2_2019, nil) else {
      return nil
    }
    return unsafe String(cString: text)
  }

  /// The same CRS or transformation with easting or longitude first.
  var normalized: PROJObject? {
    unsafe PROJObject(
      adopting: proj_normalize_for_visualization(context.pointer, pointer), in: context)
  }

  /// The ellipsoid under a CRS.
  var ellipsoid: Ellipsoid? {
    guard
      let object = unsafe PROJObject(
        adopting: proj_get_ellipsoid(context.pointer, pointer), in: context)
    else { return nil }
    var semiMajorAxis = 0.0
    var inverseFlattening = 0.0
    guard
      unsafe proj_ellipsoid_get_parameters(
        context.pointer, object.pointer, &semiMajorAxis, nil, nil, &inverseFlattening) == 1
    else { return nil }
    return Ellipsoid(semiMajorAxis: semiMajorAxis, inverseFlattening: inverseFlattening)
  }

  /// Metres or radians per unit of the first axis of a CRS.
  var axisUnitFactor: Double? {
    guard
      let system = unsafe PROJObject(
        adopting: proj_crs_get_coordinate_system(context.pointer, pointer), in: context)
    else { return nil }
    var factor = 0.0
    guard
      unsafe proj_cs_get_axis_info(
        context.pointer, system.pointer, 0, nil, nil, nil, &factor, nil, nil, nil) == 1
    else { return nil }
    return factor
  }

  /// Whether both CRS place coordinates alike, whatever their names and the order of their axes.
  func isEquivalent(to other: borrowing PROJObject) -> Bool {
    guard let first = normalized, let second = other.normalized else { return false }
    return unsafe proj_is_equivalent_to_with_ctx(
      context.pointer, first.pointer, second.pointer,
      PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) == 1
  }
}
