import Diagnostics
import Foundation
import Geometry

/// A tile of the web's common pyramid: Web Mercator, XYZ, rows from the north (OGC 17-083r4, WebMercatorQuad).
struct MapTile: Hashable, Sendable {
  static let levels = 0...22
  /// Half the width of the projected world in metres.
  static let edge = 20_037_508.342789244

  var level: Int
  var column: Int
  var row: Int
  /// Pixels per side.
  var size: Int

  /// Creates a tile; nil where the level has none of that column and row.
  init?(level: Int, column: Int, row: Int, size: Int = 256) {
    guard Self.levels.contains(level), (0..<1 << level).contains(column),
      (0..<1 << level).contains(row)
    else { return nil }
    self.level = level
    self.column = column
    self.row = row
    self.size = size
  }

  /// The width of the tile in metres of the projection.
  private var width: Double { 2 * Self.edge / Double(1 << level) }

  /// A position of the tile in the projection; fractions count from its upper left corner.
  func position(_ right: Double, _ down: Double) -> Coordinate {
    Coordinate(
      x: -Self.edge + (Double(column) + right) * width,
      y: Self.edge - (Double(row) + down) * width)
  }

  /// Longitude and latitude of the tile's sides.
  var bounds: Envelope {
    func longitude(_ x: Double) -> Double { x / Self.edge * 180 }
    func latitude(_ y: Double) -> Double {
      atan(sinh(y / Self.edge * .pi)) * 180 / .pi
    }
    let low = position(0, 1)
    let high = position(1, 0)
    return Envelope(
      minX: longitude(low.x), minY: latitude(low.y), maxX: longitude(high.x),
      maxY: latitude(high.y))
  }
}
