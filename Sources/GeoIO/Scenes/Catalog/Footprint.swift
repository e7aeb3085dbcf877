import Diagnostics
import Geometry
import Imagery

/// The outline of a grid in longitude and latitude (WGS 84), as GeoJSON wants it (RFC 7946).
///
/// Edges are cut into 16 pieces, because a straight edge of a projected grid is curved in degrees. A grid that crosses
/// the antimeridian becomes two polygons, and its bounding box has its west side in the east.
struct Footprint: Hashable, Sendable {
  /// The rings, each closed, anticlockwise, in degrees; one per polygon.
  private(set) var rings: [[Coordinate]]
  /// West, south, east, north in degrees.
  private(set) var box: [Double]

  /// The outline of a grid.
  ///
  /// - Throws: `.unsuitableCRS` where the CRS has no way to longitude and latitude.
  init(_ grid: Grid) throws(TiankanError) {
    let geographic = try ParsedSystems.system("EPSG:4326")
    let transform = try CoordinateTransform(from: grid.crs, to: geographic)
    var positions = Self.outline(grid)
    try transform.transform(&positions)
    // Longitudes are made continuous along the ring, so that a crossing shows as a value beyond ±180.
    var turn = 0.0
    for place in positions.indices.dropFirst() {
      let step = positions[place].x + turn - positions[place - 1].x
      if step > 180 { turn -= 360 } else if step < -180 { turn += 360 }
      positions[place].x += turn
    }
    let west = positions.map(\.x).min() ?? 0
    let east = positions.map(\.x).max() ?? 0
    let south = positions.map(\.y).min() ?? 0
    let north = positions.map(\.y).max() ?? 0
    let seam = east > 180 ? 180.0 : west < -180 ? -180.0 : nil
    guard let seam, east - west < 360 else {
      rings = [Self.closed(positions)]
      box = [max(west, -180), south, min(east, 180), north].map(Self.rounded)
      return
    }
    let left = Self.clipped(positions, at: seam) { $0.x <= seam }
    let right = Self.clipped(positions, at: seam) { $0.x >= seam }
    func shifted(_ ring: [Coordinate], by degrees: Double) -> [Coordinate] {
      ring.map { Coordinate(x: $0.x + degrees, y: $0.y) }
    }
    rings =
      seam > 0
      ? [Self.closed(left), Self.closed(shifted(right, by: -360))]
      : [Self.closed(shifted(left, by: 360)), Self.closed(right)]
    box = [seam > 0 ? west : west + 360, south, seam > 0 ? east - 360 : east, north]
      .map(Self.rounded)
  }

  /// The outline, anticlockwise from the upper left corner, not closed.
  private static func outline(_ grid: Grid) -> [Coordinate] {
    let pieces = 16
    let (left, top, right, bottom) = (grid.originX, grid.originY, grid.maxX, grid.minY)
    let corners = [
      Coordinate(x: left, y: top), Coordinate(x: left, y: bottom),
      Coordinate(x: right, y: bottom), Coordinate(x: right, y: top),
    ]
    var outline: [Coordinate] = []
    for side in 0..<4 {
      let (start, end) = (corners[side], corners[(side + 1) % 4])
      for piece in 0..<pieces {
        let share = Double(piece) / Double(pieces)
        outline.append(
          Coordinate(
            x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share))
      }
    }
    return outline
  }

  /// The part of a ring on one side of a meridian (Sutherland and Hodgman 1974, one edge).
  private static func clipped(
    _ ring: [Coordinate], at meridian: Double, keep: (Coordinate) -> Bool
  ) -> [Coordinate] {
    var kept: [Coordinate] = []
    for place in ring.indices {
      let (start, end) = (ring[place], ring[(place + 1) % ring.count])
      if keep(start) { kept.append(start) }
      if keep(start) != keep(end), start.x != end.x {
        let share = (meridian - start.x) / (end.x - start.x)
        kept.append(Coordinate(x: meridian, y: start.y + (end.y - start.y) * share))
      }
    }
    return kept
  }

  private static func closed(_ ring: [Coordinate]) -> [Coordinate] {
    let rounded = ring.map { Coordinate(x: Self.rounded($0.x), y: Self.rounded($0.y)) }
    return LinearRing(rounded).coordinates
  }

  /// To 7 decimals, a centimetre.
  private static func rounded(_ value: Double) -> Double { (value * 1e7).rounded() / 1e7 }

  /// The GeoJSON geometry.
  var geometry: JSONValue {
    let polygons = rings.map { ring in
      JSONValue.array([.array(ring.map { .array([JSONValue($0.x), JSONValue($0.y)]) })])
    }
    if polygons.count == 1 {
      return .object(["type": .text("Polygon"), "coordinates": polygons[0]])
    }
    return .object(["type": .text("MultiPolygon"), "coordinates": .array(polygons)])
  }
}
