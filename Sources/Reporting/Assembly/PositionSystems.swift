import Diagnostics
import Geometry
import Imagery

/// The transformations that documents print positions by; a class, because several values share them.
final class PositionSystems {
  private let crs: String
  private let toCGCS2000: CoordinateTransform
  /// Whether `toCGCS2000` starts from WGS 84: for datums that PROJ knows no direct way from.
  private let goesThroughWGS84: Bool
  private let toWGS84: CoordinateTransform
  private let toGrid: CoordinateTransform
  private let fromGrid: CoordinateTransform

  /// Prepares positions that are given as longitude and latitude in the datum of a CRS.
  init(of crs: CoordinateReferenceSystem) throws(TiankanError) {
    let base = try crs.geographicBase()
    let geographic = base.crs
    let china = try CGCS2000.geographic()
    let world = try CoordinateReferenceSystem(parsing: "EPSG:4326")
    self.crs = crs.authorityCode ?? crs.name
    let isDirect = Self.hasWay(from: geographic, to: china)
    goesThroughWGS84 = !isDirect
    toCGCS2000 = try CoordinateTransform(from: isDirect ? geographic : world, to: china)
    toWGS84 = try CoordinateTransform(from: geographic, to: world)
    toGrid = try CoordinateTransform(from: geographic, to: crs)
    fromGrid = try CoordinateTransform(from: crs, to: geographic)
  }

  private static func hasWay(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
  ) -> Bool {
    do throws(TiankanError) {
      _ = try CoordinateTransform(from: source, to: target)
      return true
    } catch {
      return false
    }
  }

  /// A position in the three systems.
  func position(longitude: Double, latitude: Double) throws(TiankanError) -> ReportPosition {
    var world = [Coordinate(x: longitude, y: latitude)]
    var plane = world
    var china = world
    try toWGS84.transform(&world)
    try toGrid.transform(&plane)
    if goesThroughWGS84 { china = world }
    try toCGCS2000.transform(&china)
    return ReportPosition(
      cgcs2000: .init(longitude: china[0].x, latitude: china[0].y),
      wgs84: .init(longitude: world[0].x, latitude: world[0].y),
      grid: .init(crs: crs, x: plane[0].x, y: plane[0].y))
  }

  /// A position of the grid's plane in the three systems.
  func position(inPlane point: Coordinate) throws(TiankanError) -> ReportPosition {
    var points = [point]
    try fromGrid.transform(&points)
    return try position(longitude: points[0].x, latitude: points[0].y)
  }
}
