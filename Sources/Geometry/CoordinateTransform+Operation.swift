import CPROJ
import Diagnostics
import Imagery

extension CoordinateTransform {
  /// PROJ's operation between two systems, easting or longitude first on both sides.
  static func operation(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
  ) throws(TiankanError) -> PROJObject {
    let context = try PROJContext()
    guard let from = PROJObject(definition: source.wkt, in: context),
      let to = PROJObject(definition: target.wkt, in: context)
    else {
      throw TiankanError(
        .unsuitableCRS, "a coordinate reference system cannot be read; give EPSG codes",
        subject: "\(source), \(target)", cause: context.takeMessages())
    }
    if let exact = make(from: from, to: to, allowsBallpark: false) { return exact }
    let cause = context.takeMessages()
    if agreeWithinDecimetres(from, to), let same = make(from: from, to: to, allowsBallpark: true) {
      return same
    }
    throw TiankanError(
      .unsuitableCRS,
      "no accurate transformation from \(source) to \(target) is known; transform the data with the official parameters first",
      subject: "\(source)", cause: cause)
  }

  private static func make(
    from source: borrowing PROJObject, to target: borrowing PROJObject, allowsBallpark: Bool
  ) -> PROJObject? {
    let context = source.context
    let option = "ALLOW_BALLPARK=\(allowsBallpark ? "YES" : "NO")"
    let handle = unsafe option.withCString { option in
      let options = unsafe [option, nil]
      // SAFETY: the list ends with nil; it and the text live until the call returns, which copies what it needs.
      return unsafe options.withUnsafeBufferPointer { list in
        unsafe proj_create_crs_to_crs_from_pj(
          context.pointer, source.pointer, target.pointer, nil, list.baseAddress)
      }
    }
    let made = unsafe PROJObject(adopting: handle, in: context)
    guard let made else { return nil }
    return made.normalized
  }

  /// Whether both stand on WGS 84 or CGCS2000, realisations of the ITRS that agree within a few decimetres.
  private static func agreeWithinDecimetres(
    _ first: borrowing PROJObject, _ second: borrowing PROJObject
  ) -> Bool {
    isTerrestrial(first) && isTerrestrial(second)
  }

  private static func isTerrestrial(_ object: borrowing PROJObject) -> Bool {
    let context = object.context
    guard
      let geodetic = unsafe PROJObject(
        adopting: proj_crs_get_geodetic_crs(context.pointer, object.pointer), in: context),
      let datum = unsafe PROJObject(
        adopting: proj_crs_get_datum_forced(context.pointer, geodetic.pointer), in: context),
      let name = datum.name
    else { return false }
    let names = [
      "World Geodetic System 1984", "WGS_1984", "WGS 84", "China 2000", "CGCS2000", "China_2000",
    ]
    return names.contains { name.hasPrefix($0) }
  }
}
