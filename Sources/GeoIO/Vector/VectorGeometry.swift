import CGDAL
import Diagnostics
import Geometry

/// The geometry of a feature as an area.
struct VectorGeometry {
  /// The parts, not yet validated.
  var geometry: MultiPolygon
  /// Whether heights or measures were dropped.
  var hadMoreDimensions: Bool
  /// Whether arcs were replaced by short edges.
  var wasCurved: Bool

  /// Takes the polygons out of a feature.
  ///
  /// - Throws: `.invalidGeometry` where there is no geometry or it is no area.
  static func area(of feature: borrowing OGRFeature) throws(TiankanError) -> VectorGeometry {
    // SAFETY: the geometry belongs to the feature, which outlives this function.
    guard let borrowed = unsafe OGR_F_GetGeometryRef(feature.pointer) else {
      throw TiankanError(.invalidGeometry, "it has no geometry; draw or delete it")
    }
    if unsafe OGR_G_HasCurveGeometry(borrowed, 1) != 0 {
      // 0: GDAL's default of 4° of arc per edge, at most 0.06 % of the radius off the arc.
      let linear = unsafe try GDALLibrary.handle(
        "replace its arcs", on: "geometry", failure: .invalidGeometry
      ) { unsafe OGR_G_GetLinearGeometry(borrowed, 0, nil) }
      let owned = unsafe OGRGeometry(owning: linear)
      var area = unsafe try decode(owned.pointer)
      area.wasCurved = true
      return area
    }
    return unsafe try decode(borrowed)
  }

  private static func decode(
    _ pointer: UnsafeMutableRawPointer
  ) throws(TiankanError) -> VectorGeometry {
    let size = unsafe OGR_G_WkbSizeEx(pointer)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      // SAFETY: the buffer has the size OGR asks for; the count stays 0 where writing fails.
      guard let start = buffer.baseAddress,
        unsafe OGR_G_ExportToIsoWkb(pointer, wkbNDR, start) == OGRERR_NONE
      else { return }
      count = size
    }
    switch WellKnownBinary.decode(bytes) {
    case .area(let geometry, let hadMoreDimensions):
      return VectorGeometry(
        geometry: geometry, hadMoreDimensions: hadMoreDimensions, wasCurved: false)
    case .other(let name):
      throw TiankanError(
        .invalidGeometry, "its geometry is a \(name), no area; only polygons can be used")
    case .damaged:
      throw TiankanError(.invalidGeometry, "its geometry is damaged; export the layer again")
    }
  }
}
