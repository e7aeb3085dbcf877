import CGEOS
import Diagnostics

extension GEOSShape {
  /// What makes a geometry invalid, and where.
  struct Defect {
    var reason: String
    var location: Coordinate?
  }

  /// The ways in which GEOS makes a geometry valid.
  enum RepairMethod {
    /// Every crossing of lines changes between inside and outside.
    case linework
    /// Exteriors are united, then holes subtracted.
    case structure
  }

  /// What the geometry has in common with another of the same context.
  func intersection(_ other: borrowing GEOSShape) throws(TiankanError) -> GEOSShape {
    unsafe try GEOSShape(
      adopting: GEOSIntersection_r(context.pointer, pointer, other.pointer), in: context,
      "intersecting two geometries")
  }

  /// The geometry without another of the same context.
  func difference(_ other: borrowing GEOSShape) throws(TiankanError) -> GEOSShape {
    unsafe try GEOSShape(
      adopting: GEOSDifference_r(context.pointer, pointer, other.pointer), in: context,
      "subtracting a geometry")
  }

  /// The geometry grown by a distance, shrunk by a negative one; corners are rounded.
  func buffer(_ distance: Double, quadrantSegments: Int32) throws(TiankanError) -> GEOSShape {
    unsafe try GEOSShape(
      adopting: GEOSBuffer_r(context.pointer, pointer, distance, quadrantSegments), in: context,
      "buffering a geometry")
  }

  /// All parts in one.
  func unaryUnion() throws(TiankanError) -> GEOSShape {
    unsafe try GEOSShape(
      adopting: GEOSUnaryUnion_r(context.pointer, pointer), in: context, "uniting geometries")
  }

  /// The area in the plane, in squares of the coordinates' unit.
  func planarArea() throws(TiankanError) -> Double {
    var area = 0.0
    guard unsafe GEOSArea_r(context.pointer, pointer, &area) == 1 else {
      throw context.failure("measuring a geometry")
    }
    return area
  }

  /// What is wrong by the rules of OGC Simple Features; nil where nothing is.
  func defect() throws(TiankanError) -> Defect? {
    var reason: UnsafeMutablePointer<CChar>?
    var place: OpaquePointer?
    let isValid = unsafe GEOSisValidDetail_r(context.pointer, pointer, 0, &reason, &place)
    defer { if let reason = unsafe reason { unsafe GEOSFree_r(context.pointer, reason) } }
    guard isValid == 0 else {
      if isValid == 1 { return nil }
      throw context.failure("checking a geometry")
    }
    var location: Coordinate?
    if let place = unsafe place {
      let point = unsafe try GEOSShape(adopting: place, in: context, "locating a defect")
      location = try point.position()
    }
    let words: String = if let reason = unsafe reason { unsafe String(cString: reason) } else { "" }
    return Defect(reason: words, location: location)
  }

  /// A valid geometry from an invalid one.
  func repaired(_ method: RepairMethod) throws(TiankanError) -> GEOSShape {
    guard let settings = unsafe GEOSMakeValidParams_create_r(context.pointer) else {
      throw context.failure("repairing a geometry")
    }
    defer { unsafe GEOSMakeValidParams_destroy_r(context.pointer, settings) }
    let code = method == .linework ? GEOS_MAKE_VALID_LINEWORK : GEOS_MAKE_VALID_STRUCTURE
    _ = unsafe GEOSMakeValidParams_setMethod_r(context.pointer, settings, code)
    _ = unsafe GEOSMakeValidParams_setKeepCollapsed_r(context.pointer, settings, 0)
    return unsafe try GEOSShape(
      adopting: GEOSMakeValidWithParams_r(context.pointer, pointer, settings), in: context,
      "repairing a geometry")
  }

  /// A position surely inside.
  func pointOnSurface() throws(TiankanError) -> GEOSShape {
    unsafe try GEOSShape(
      adopting: GEOSPointOnSurface_r(context.pointer, pointer), in: context,
      "finding a point inside")
  }

  /// The centre of gravity.
  func centroid() throws(TiankanError) -> GEOSShape {
    unsafe try GEOSShape(
      adopting: GEOSGetCentroid_r(context.pointer, pointer), in: context, "finding the centroid")
  }

  /// The coordinates of a point.
  func position() throws(TiankanError) -> Coordinate {
    var x = 0.0
    var y = 0.0
    guard unsafe GEOSGeomGetX_r(context.pointer, pointer, &x) == 1,
      unsafe GEOSGeomGetY_r(context.pointer, pointer, &y) == 1
    else { throw context.failure("reading a point") }
    return Coordinate(x: x, y: y)
  }
}
