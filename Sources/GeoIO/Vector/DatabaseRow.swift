import CGDAL
public import Diagnostics
public import Geometry

/// A row that a query found; columns count from 0 in the order of the query, without the geometry.
public struct DatabaseRow: ~Copyable {
  private let feature: OGRFeature

  init(_ feature: consuming OGRFeature) { self.feature = feature }

  /// Whether there is no value.
  public func isNull(_ column: Int) -> Bool {
    unsafe OGR_F_IsFieldSetAndNotNull(feature.pointer, Int32(column)) == 0
  }

  /// A whole number; 0 where there is no value.
  public func integer(_ column: Int) -> Int64 {
    unsafe OGR_F_GetFieldAsInteger64(feature.pointer, Int32(column))
  }

  /// A number; nil where there is no value.
  public func number(_ column: Int) -> Double? {
    isNull(column) ? nil : unsafe OGR_F_GetFieldAsDouble(feature.pointer, Int32(column))
  }

  /// A text; empty where there is no value.
  public func text(_ column: Int) -> String {
    unsafe copiedString(OGR_F_GetFieldAsString(feature.pointer, Int32(column))) ?? ""
  }

  /// A text; nil where there is no value.
  public func textIfAny(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  /// The geometry; without parts where there is none.
  ///
  /// - Throws: `.invalidGeometry` where it is no area.
  public func area() throws(TiankanError) -> MultiPolygon {
    guard unsafe OGR_F_GetGeometryRef(feature.pointer) != nil else { return MultiPolygon([]) }
    return try VectorGeometry.area(of: feature).geometry
  }
}
