import Diagnostics
import Foundation
import Geometry
import Imagery

/// The coordinate systems that features are given in and asked by (OGC API – Features part 2).
struct FeatureSystem: Sendable {
  static let degrees = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

  /// The identifier.
  var uri: String
  /// The system; nil for longitude and latitude in WGS 84.
  var crs: CoordinateReferenceSystem?
  /// Whether its definition has northing or latitude first.
  var isSwapped: Bool
  /// Whether coordinates are degrees.
  var isGeographic: Bool

  /// The systems there are: degrees of WGS 84 in both orders, CGCS2000, and the monitored grid's.
  ///
  /// - Throws: errors of PROJ.
  static func all(grid: CoordinateReferenceSystem) throws(TiankanError) -> [FeatureSystem] {
    var systems = [
      FeatureSystem(uri: degrees, crs: nil, isSwapped: false, isGeographic: true)
    ]
    var codes = ["EPSG:4326", "EPSG:4490"]
    if let code = grid.authorityCode, code.hasPrefix("EPSG:"), !codes.contains(code) {
      codes.append(code)
    }
    for code in codes {
      let crs = try CoordinateReferenceSystem(parsing: code)
      systems.append(
        FeatureSystem(
          uri: "http://www.opengis.net/def/crs/EPSG/0/\(code.dropFirst(5))", crs: crs,
          isSwapped: Self.isNorthFirst(crs), isGeographic: crs.kind == .geographic))
    }
    return systems
  }

  /// Whether the first axis of the definition points north.
  private static func isNorthFirst(_ crs: CoordinateReferenceSystem) -> Bool {
    guard let first = crs.wkt.range(of: "AXIS[") else { return false }
    let rest = crs.wkt[first.upperBound...]
    guard let end = rest.range(of: "AXIS[")?.lowerBound ?? rest.indices.last else { return false }
    return rest[..<end].contains(",north")
  }
}
