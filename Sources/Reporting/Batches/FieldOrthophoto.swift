public import Diagnostics
import Foundation
import GeoIO
import Geometry
public import Imagery
import LedgerStore
public import Supervision

/// A drone's orthophoto of a clue, attached to the clue and to the land units it is about (天空地): the picture from the air
/// stands beside those from space and from the ground under one identifier.
public enum FieldOrthophoto {
  /// What the journal keeps of an orthophoto: name, SHA-256, CRS, ground resolution, how much of the clue it shows, the day of the
  /// flight, the land units.
  ///
  /// - Throws: `.missingCRS`, `.noOverlap` for a picture of another place; errors of reading.
  public static func attachment(
    _ path: String, of clue: MonitoredClue, in crs: CoordinateReferenceSystem,
    flown: CalendarDate
  ) throws(TiankanError) -> String {
    let grid = try RasterInfo(of: path).grid()
    let name = (path as NSString).lastPathComponent
    let local = try CoordinateTransform(from: crs, to: grid.crs).transformed(clue.outline)
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
      throw TiankanError(.noOverlap, "the orthophoto does not show the clue", subject: name)
    }
    guard let file = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
      throw TiankanError(.notFound, "the orthophoto cannot be read", subject: name)
    }
    let pixel = try GroundResolution(of: grid)
    var units = clue.unit.map { [$0] } ?? []
    units += clue.overlaps.map { "\($0.layer):\($0.unit)" }
    return
      "orthophoto \(name) sha256=\(SHA256.of(file)) crs=\(grid.crs.authorityCode ?? grid.crs.name) resolution=\(NumberText.fixed(max(pixel.width, pixel.height), 3))m shows=\(NumberText.percent(seen / whole, decimals: 0)) flown=\(flown) units=\(units.isEmpty ? "-" : units.joined(separator: ","))"
  }
}
