import Diagnostics
import Imagery

/// Where `PixelAreas` keeps its numbers.
enum PixelAreaTable: Sendable {
  /// The area of a pixel by row.
  case rows([Int64])
  /// Areas at the nodes of a lattice.
  case lattice(PixelAreaLattice)

  static func rows(
    of grid: Grid, measure: borrowing EllipsoidalArea, unit: Double
  ) throws(TiankanError) -> PixelAreaTable {
    var areas: [Int64] = []
    areas.reserveCapacity(grid.rows)
    for row in 0..<grid.rows {
      areas.append(try units(column: 0, row: row, of: grid, measure: measure, unit: unit))
    }
    return .rows(areas)
  }

  static func lattice(
    of grid: Grid, measure: borrowing EllipsoidalArea, unit: Double, pixelMetres: Double
  ) throws(TiankanError) -> PixelAreaTable {
    var shift = 8
    while shift > 0 && Double(1 << shift) * pixelMetres > 2560 { shift -= 1 }
    let spacing = 1 << shift
    let width = (grid.columns - 1) / spacing + 2
    let height = (grid.rows - 1) / spacing + 2
    var nodes: [Int64] = []
    nodes.reserveCapacity(width * height)
    for nodeRow in 0..<height {
      for nodeColumn in 0..<width {
        nodes.append(
          try units(
            column: nodeColumn * spacing, row: nodeRow * spacing, of: grid, measure: measure,
            unit: unit))
      }
    }
    return .lattice(PixelAreaLattice(shift: shift, width: width, nodes: nodes))
  }

  private static func units(
    column: Int, row: Int, of grid: Grid, measure: borrowing EllipsoidalArea, unit: Double
  ) throws(TiankanError) -> Int64 {
    let left = grid.x(ofColumnEdge: column)
    let right = grid.x(ofColumnEdge: column + 1)
    let top = grid.y(ofRowEdge: row)
    let bottom = grid.y(ofRowEdge: row + 1)
    let ring = LinearRing([
      Coordinate(x: left, y: top), Coordinate(x: left, y: bottom),
      Coordinate(x: right, y: bottom), Coordinate(x: right, y: top),
    ])
    let area = try measure.squareMetres(of: MultiPolygon([Polygon(exterior: ring)]))
    let units = (area / unit).rounded(.toNearestOrEven)
    guard units < Double(1 << 30) else {
      throw TiankanError(
        .unsuitableCRS,
        "the projection stretches areas more than twofold here; warp the image to UTM, CGCS2000 or another CRS for this place",
        subject: grid.crs.description)
    }
    return Int64(units)
  }
}
