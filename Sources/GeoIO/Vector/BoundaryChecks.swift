import Diagnostics
import Geometry
import Imagery

/// What every boundary passes, whatever file it comes from: plausibility of its place, datum, validity.
struct BoundaryChecks {
  private let reference: BoundaryReference
  private let area: PlausibleArea

  init(_ reference: BoundaryReference) throws(TiankanError) {
    self.reference = reference
    area = try PlausibleArea(of: reference.crs)
  }

  /// The geometry to use, and how it was repaired.
  ///
  /// - Throws: `.unsuitableCRS` for implausible places, `.invalidGeometry`.
  func accepted(
    _ geometry: MultiPolygon
  ) throws(TiankanError) -> (geometry: MultiPolygon, repair: String?) {
    guard !geometry.isEmpty else {
      throw TiankanError(.invalidGeometry, "the polygon is empty; draw or delete it")
    }
    if let objection = area.objection(to: geometry) {
      throw TiankanError(.unsuitableCRS, objection)
    }
    let placed = reference.isGCJ02 ? GCJ02.toWGS84(geometry) : geometry
    return try GeometryRepair.validated(placed)
  }
}
