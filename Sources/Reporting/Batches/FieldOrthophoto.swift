public import Diagnostics
import Foundation
import GeoIO
public import Geometry
public import Imagery
import LedgerStore

/// A drone's orthophoto, attached to a clue and the land units it is about, or to a land unit without clue (天空地): the picture from the air
/// stands beside those from space and from the ground under one identifier.
public enum FieldOrthophoto {
  /// What the journal keeps of an orthophoto: name, SHA-256, CRS, ground resolution, how much of the place it shows, the day of the
  /// flight, the land units.
  ///
  /// - Parameters:
  ///   - outline: The outline of the clue or land unit.
  ///   - crs: The CRS of the outline.
  ///   - units: The land units, `LAYER:ID`.
  /// - Throws: `.missingCRS`, `.noOverlap` for a picture of another place; errors of reading.
  public static func attachment(
    _ path: String, of outline: MultiPolygon, in crs: CoordinateReferenceSystem,
    flown: CalendarDate, units: [String]
  ) throws(TiankanError) -> String {
    let grid = try RasterInfo(of: path).grid()
    let name = (path as NSString).lastPathComponent
    let local = try CoordinateTransform(from: crs, to: grid.crs).transformed(outline)
    let frame = MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: grid.originX, y: grid.minY), Coordinate(x: grid.maxX, y: grid.minY),
          Coordinate(x: grid.maxX, y: grid.originY), Coordinate(x: grid.originX, y: grid.originY),
          Coordinate(x: grid.originX, y: grid.minY),
        ]))
    ])
    let measure = try EllipsoidalArea(in: grid.crs)
    let whole = try measure.squareMetres(of: local)
    let seen = try measure.squareMetres(of: local.intersection(frame))
    guard whole > 0, seen > 0 else {
      throw TiankanError(.noOverlap, "the orthophoto does not show the place", subject: name)
    }
    guard let file = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
      throw TiankanError(.notFound, "the orthophoto cannot be read", subject: name)
    }
    let pixel = try GroundResolution(of: grid)
    return
      "orthophoto \(name) sha256=\(SHA256.of(file)) crs=\(grid.crs.authorityCode ?? grid.crs.name) resolution=\(NumberText.fixed(max(pixel.width, pixel.height), 3))m shows=\(NumberText.percent(seen / whole, decimals: 0)) flown=\(flown) units=\(units.isEmpty ? "-" : units.joined(separator: ","))"
  }
}
