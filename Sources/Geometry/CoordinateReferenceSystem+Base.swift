import CPROJ
package import Diagnostics
package import Imagery

/// The way from a CRS to the longitudes and latitudes under it.
package struct GeographicBase: ~Copyable {
  /// The system of the longitudes and latitudes.
  package let crs: CoordinateReferenceSystem
  /// Inverts the projection; no datum is changed.
  package let transform: CoordinateTransform
  /// Radians per unit of the longitudes and latitudes.
  package let radiansPerUnit: Double
}

extension CoordinateReferenceSystem {
  /// The inverse of the projection; for longitude and latitude, nothing to do.
  package func geographicBase() throws(TiankanError) -> GeographicBase {
    if kind == .geographic {
      return GeographicBase(
        crs: self, transform: try CoordinateTransform(from: self, to: self),
        radiansPerUnit: .pi / 180)
    }
    let context = try PROJContext()
    guard let object = PROJObject(definition: wkt, in: context),
      let base = unsafe PROJObject(
        adopting: proj_crs_get_geodetic_crs(context.pointer, object.pointer), in: context),
      let baseText = base.wkt, let radiansPerUnit = base.axisUnitFactor
    else {
      throw TiankanError(
        .unsuitableCRS,
        "the geographic system under the projection cannot be found; give an EPSG code",
        subject: description, cause: context.takeMessages())
    }
    let geographic = CoordinateReferenceSystem(
      wkt: baseText, authorityCode: nil, name: base.name ?? "geographic base", kind: .geographic)
    return GeographicBase(
      crs: geographic, transform: try CoordinateTransform(from: self, to: geographic),
      radiansPerUnit: radiansPerUnit)
  }
}
