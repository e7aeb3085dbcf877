import Geometry
import Imagery
import Testing

/// A small grid of 10 m pixels in UTM zone 50 N, and shapes on it in columns and rows.
struct TestGrid {
  let grid: Grid

  init(columns: Int, rows: Int) throws {
    grid = Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 400_000,
      originY: 3_500_000, pixelWidth: 10, pixelHeight: 10, columns: columns, rows: rows)
  }

  /// A rectangle between edges in (fractional) columns and rows.
  func rectangle(
    _ left: Double, _ top: Double, _ right: Double, _ bottom: Double
  ) -> MultiPolygon {
    polygon([(left, top), (right, top), (right, bottom), (left, bottom)])
  }

  /// A polygon of corners in (fractional) columns and rows.
  func polygon(_ corners: [(Double, Double)]) -> MultiPolygon {
    MultiPolygon([
      Polygon(
        exterior: LinearRing(
          corners.map {
            Coordinate(x: grid.originX + 10 * $0.0, y: grid.originY - 10 * $0.1)
          }))
    ])
  }
}

func window(_ column: Int, _ row: Int, _ width: Int, _ height: Int) -> Window {
  Window(column: column, row: row, width: width, height: height)
}

func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
