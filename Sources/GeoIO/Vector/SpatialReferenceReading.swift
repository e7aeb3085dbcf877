import CGDAL
import Diagnostics
import Geometry
import Imagery

/// What a layer says about its coordinate system.
struct StatedReference {
  /// The system, in two dimensions.
  var crs: CoordinateReferenceSystem
  /// GDAL's name of its datum, such as `WGS_1984`.
  var datum: String
}

extension StatedReference {
  /// Reads the system of a layer; `nil` where the layer states none or an “undefined” one.
  ///
  /// - Throws: `.unsuitableCRS` for local systems and definitions that cannot be understood.
  static func read(_ layer: OGRLayer, subject: String) throws(TiankanError) -> StatedReference? {
    // SAFETY: the reference belongs to the layer; a clone is taken before anything else happens.
    guard let borrowed = unsafe OGR_L_GetSpatialRef(layer.pointer) else { return nil }
    let name = unsafe copiedString(OSRGetName(borrowed)) ?? ""
    // How GeoPackage and PostGIS say that they do not know.
    if name.lowercased().hasPrefix("undefined") || name.lowercased() == "unknown" { return nil }
    let copy = unsafe try GDALLibrary.handle(
      "read the CRS", on: subject, failure: .unsuitableCRS
    ) { unsafe OSRClone(borrowed) }
    let reference = unsafe OSRSpatialReference(owning: copy)
    guard unsafe OSRIsGeographic(reference.pointer) != 0 || OSRIsProjected(reference.pointer) != 0
    else {
      throw TiankanError(
        .unsuitableCRS,
        "the CRS “\(name)” is neither projected nor longitude and latitude; state the true one",
        subject: subject)
    }
    // Heights are dropped, and with them the third axis. Both leave other systems as they are.
    _ = unsafe OSRStripVertical(reference.pointer)
    _ = unsafe OSRDemoteTo2D(reference.pointer, nil)
    let datum = unsafe copiedString(OSRGetAttrValue(reference.pointer, "DATUM", 0)) ?? ""
    return StatedReference(crs: try reference.value(subject), datum: datum)
  }
}

extension OSRSpatialReference {
  /// The system that a value defines, with easting or longitude first.
  static func defining(
    _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> OSRSpatialReference {
    let pointer = unsafe try GDALLibrary.handle(
      "define the CRS", on: crs.name, failure: .unsuitableCRS
    ) { unsafe OSRNewSpatialReference(nil) }
    let reference = unsafe OSRSpatialReference(owning: pointer)
    // By its code where it has one: definitions in files often lack the area of use.
    let definition = crs.authorityCode ?? crs.wkt
    try GDALLibrary.ogrStatus("define the CRS", on: crs.name, failure: .unsuitableCRS) {
      unsafe OSRSetFromUserInput(pointer, definition)
    }
    unsafe OSRSetAxisMappingStrategy(pointer, OAMS_TRADITIONAL_GIS_ORDER)
    return reference
  }

  /// The system as a value.
  func value(_ subject: String) throws(TiankanError) -> CoordinateReferenceSystem {
    let options = GDALStringList(["FORMAT=WKT2_2019", "MULTILINE=NO"])
    var text: UnsafeMutablePointer<CChar>?
    let pointer = unsafe pointer
    let exported = unsafe OSRExportToWktEx(pointer, &text, options.constPointer)
    defer { unsafe VSIFree(text) }
    guard exported == OGRERR_NONE, let text = unsafe text else {
      throw TiankanError(
        .unsuitableCRS, "the CRS cannot be understood; state the true one", subject: subject)
    }
    return try CoordinateReferenceSystem(parsing: unsafe String(cString: text))
  }
}
