import CGEOS
import Diagnostics

/// A geometry inside GEOS: owned by one variable, freed with it, never outliving its context.
@safe
struct GEOSShape: ~Copyable {
  /// The context that made the geometry; kept alive by it.
  let context: GEOSContext
  private let handle: OpaquePointer

  /// Takes over a geometry that a GEOS function returned; throws in the name of `operation` where it returned none.
  init(
    adopting handle: OpaquePointer?, in context: GEOSContext, _ operation: String
  ) throws(TiankanError) {
    guard let handle = unsafe handle else { throw context.failure(operation) }
    self.context = context
    unsafe self.handle = handle
  }

  deinit {
    unsafe GEOSGeom_destroy_r(context.pointer, handle)
  }

  /// The geometry's pointer, for calls that use it before they return.
  var pointer: OpaquePointer { unsafe handle }
}

extension GEOSShape {
  /// Copies a geometry into GEOS.
  init(_ geometry: MultiPolygon, in context: GEOSContext) throws(TiankanError) {
    var parts: [OpaquePointer?] = unsafe []
    do throws(TiankanError) {
      for polygon in geometry.polygons {
        let part = unsafe try Self.polygon(polygon, in: context)
        unsafe parts.append(part)
      }
    } catch {
      // SAFETY: these were not yet given to a collection, so this is their only owner.
      unsafe parts.forEach { unsafe GEOSGeom_destroy_r(context.pointer, $0) }
      throw error
    }
    // SAFETY: the collection takes over the parts; the array is only read during the call.
    let collection = unsafe parts.withUnsafeMutableBufferPointer { list in
      unsafe GEOSGeom_createCollection_r(
        context.pointer, Int32(GEOS_MULTIPOLYGON.rawValue), list.baseAddress, UInt32(list.count))
    }
    unsafe try self.init(adopting: collection, in: context, "making a geometry")
  }

  private static func polygon(
    _ polygon: Polygon, in context: GEOSContext
  ) throws(TiankanError) -> OpaquePointer {
    let shell = unsafe try ring(polygon.exterior, in: context)
    var holes: [OpaquePointer?] = unsafe []
    do throws(TiankanError) {
      for hole in polygon.holes {
        let made = unsafe try ring(hole, in: context)
        unsafe holes.append(made)
      }
    } catch {
      // SAFETY: these were not yet given to a polygon, so this is their only owner.
      unsafe GEOSGeom_destroy_r(context.pointer, shell)
      unsafe holes.forEach { unsafe GEOSGeom_destroy_r(context.pointer, $0) }
      throw error
    }
    // SAFETY: the polygon takes over the rings; the array is only read during the call.
    let made = unsafe holes.withUnsafeMutableBufferPointer { list in
      unsafe GEOSGeom_createPolygon_r(
        context.pointer, shell, list.baseAddress, UInt32(list.count))
    }
    guard let made = unsafe made else { throw context.failure("making a polygon") }
    return unsafe made
  }

  private static func ring(
    _ ring: LinearRing, in context: GEOSContext
  ) throws(TiankanError) -> OpaquePointer {
    // SAFETY: `Coordinate` is two doubles without padding: the layout of a two-dimensional sequence.
    let sequence = unsafe ring.coordinates.withUnsafeBytes { bytes in
      unsafe GEOSCoordSeq_copyFromBuffer_r(
        context.pointer, bytes.assumingMemoryBound(to: Double.self).baseAddress,
        UInt32(ring.coordinates.count), 0, 0)
    }
    // SAFETY: the ring takes over the sequence, also where it cannot be made.
    guard let sequence = unsafe sequence,
      let made = unsafe GEOSGeom_createLinearRing_r(context.pointer, sequence)
    else { throw context.failure("making a ring of \(ring.coordinates.count) positions") }
    return unsafe made
  }
}

extension GEOSShape {
  /// The polygons of the geometry, exteriors counter-clockwise; lines and points are left out.
  func multiPolygon() throws(TiankanError) -> MultiPolygon {
    var polygons: [Polygon] = []
    unsafe try Self.collect(pointer, in: context, into: &polygons)
    return MultiPolygon(polygons).oriented()
  }

  private static func collect(
    _ geometry: OpaquePointer, in context: GEOSContext, into polygons: inout [Polygon]
  ) throws(TiankanError) {
    switch unsafe UInt32(bitPattern: GEOSGeomTypeId_r(context.pointer, geometry)) {
    case GEOS_POLYGON.rawValue:
      if unsafe GEOSisEmpty_r(context.pointer, geometry) == 1 { return }
      guard let shell = unsafe GEOSGetExteriorRing_r(context.pointer, geometry) else {
        throw context.failure("reading a polygon")
      }
      var polygon = Polygon(exterior: unsafe try ring(shell, in: context))
      for index in 0..<(unsafe GEOSGetNumInteriorRings_r(context.pointer, geometry)) {
        guard let hole = unsafe GEOSGetInteriorRingN_r(context.pointer, geometry, index) else {
          throw context.failure("reading a hole")
        }
        polygon.holes.append(unsafe try ring(hole, in: context))
      }
      polygons.append(polygon)
    case GEOS_MULTIPOLYGON.rawValue, GEOS_GEOMETRYCOLLECTION.rawValue:
      for index in 0..<(unsafe GEOSGetNumGeometries_r(context.pointer, geometry)) {
        guard let part = unsafe GEOSGetGeometryN_r(context.pointer, geometry, index) else {
          throw context.failure("reading a part")
        }
        unsafe try collect(part, in: context, into: &polygons)
      }
    default: break
    }
  }

  private static func ring(
    _ ring: OpaquePointer, in context: GEOSContext
  ) throws(TiankanError) -> LinearRing {
    var count: UInt32 = 0
    guard let sequence = unsafe GEOSGeom_getCoordSeq_r(context.pointer, ring),
      unsafe GEOSCoordSeq_getSize_r(context.pointer, sequence, &count) == 1
    else { throw context.failure("reading a ring") }
    var coordinates = [Coordinate](repeating: Coordinate(x: 0, y: 0), count: Int(count))
    // SAFETY: the array holds `count` positions of two doubles without padding, the layout asked for.
    let copied = unsafe coordinates.withUnsafeMutableBytes { bytes -> Int32 in
      guard let base = bytes.baseAddress else { return 1 }
      return unsafe GEOSCoordSeq_copyToBuffer_r(
        context.pointer, sequence, base.assumingMemoryBound(to: Double.self), 0, 0)
    }
    guard copied == 1 else { throw context.failure("reading a ring") }
    return LinearRing(coordinates)
  }
}
