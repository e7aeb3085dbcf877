import CGDAL
import Diagnostics
import Imagery

extension CoordinateReferenceSystem {
  /// Stands in for the parser of `Geometry` until it is merged.
  init(parsing definition: String) throws(TiankanError) {
    let made = unsafe try GDALLibrary.handle("read the CRS", on: definition, failure: .malformed) {
      unsafe OSRNewSpatialReference(nil)
    }
    let reference = unsafe OSRSpatialReference(owning: made)
    try GDALLibrary.ogrStatus("read the CRS", on: definition, failure: .malformed) {
      unsafe OSRSetFromUserInput(reference.pointer, definition)
    }
    let options = GDALStringList(["FORMAT=WKT2_2019", "MULTILINE=NO"])
    var text: UnsafeMutablePointer<CChar>? = nil
    unsafe OSRExportToWktEx(reference.pointer, &text, options.constPointer)
    defer { unsafe VSIFree(text) }
    let name = unsafe copiedString(OSRGetAuthorityName(reference.pointer, nil))
    let code = unsafe copiedString(OSRGetAuthorityCode(reference.pointer, nil))
    self.init(
      wkt: unsafe copiedString(text) ?? "",
      authorityCode: name.flatMap { name in code.map { "\(name):\($0)" } },
      name: unsafe copiedString(OSRGetName(reference.pointer)) ?? "",
      kind: unsafe OSRIsProjected(reference.pointer) != 0 ? .projected : .geographic)
  }
}
