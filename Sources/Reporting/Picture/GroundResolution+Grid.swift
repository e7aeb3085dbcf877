public import Diagnostics
import Foundation
import Geometry
public import Imagery

extension GroundResolution {
  /// The size of the pixel at the centre of a grid, along the ellipsoid of the grid's CRS.
  ///
  /// The pixel's middle lines are measured with the radii of curvature in the meridian and in the prime vertical
  /// (Rapp 1991, Geometric Geodesy I, section 3.5), exact to the square of the pixel's size over the earth's radius.
  ///
  /// - Throws: `.unsuitableCRS` where the CRS names no ellipsoid or the centre has no longitude and latitude.
  public init(of grid: Grid) throws(TiankanError) {
    let ellipsoid = try grid.crs.ellipsoid()
    let x = (grid.originX + grid.maxX) / 2
    let y = (grid.originY + grid.minY) / 2
    var points = [
      Coordinate(x: x - grid.pixelWidth / 2, y: y), Coordinate(x: x + grid.pixelWidth / 2, y: y),
      Coordinate(x: x, y: y - grid.pixelHeight / 2), Coordinate(x: x, y: y + grid.pixelHeight / 2),
    ]
    var radiansPerUnit = Double.pi / 180
    if grid.crs.kind == .projected {
      let base = try grid.crs.geographicBase()
      try base.transform.transform(&points)
      radiansPerUnit = base.radiansPerUnit
    }
    let radians = points.map { Coordinate(x: $0.x * radiansPerUnit, y: $0.y * radiansPerUnit) }
    let width = Self.length(Self.step(radians[0], radians[1], on: ellipsoid))
    let up = Self.step(radians[2], radians[3], on: ellipsoid)
    let height = Self.length(up)
    guard width.isFinite, height.isFinite, width > 0, height > 0 else {
      throw TiankanError(
        .unsuitableCRS,
        "the pixels have no size on the ground; check the georeference of the image",
        subject: grid.crs.description)
    }
    self.init(width: width, height: height, upAzimuth: atan2(up.east, up.north))
  }

  /// The metres to the east and to the north from one point to another close by, both in radians.
  private static func step(
    _ start: Coordinate, _ end: Coordinate, on ellipsoid: Ellipsoid
  ) -> (east: Double, north: Double) {
    let latitude = (start.y + end.y) / 2
    let curvature = 1 - ellipsoid.eccentricitySquared * sin(latitude) * sin(latitude)
    let primeVertical = ellipsoid.semiMajorAxis / curvature.squareRoot()
    let meridian = primeVertical * (1 - ellipsoid.eccentricitySquared) / curvature
    let east = (end.x - start.x) * primeVertical * cos(latitude)
    let north = (end.y - start.y) * meridian
    return (east, north)
  }

  private static func length(_ step: (east: Double, north: Double)) -> Double {
    (step.east * step.east + step.north * step.north).squareRoot()
  }
}
