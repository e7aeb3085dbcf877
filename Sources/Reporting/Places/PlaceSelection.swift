import Geometry
import Imagery

/// The positions of a grid's pixels whose centres lie inside an outline, row after row.
///
/// By the even-odd rule along each row's centre line. An outline too small to hold a centre takes the pixel under the
/// middle of its envelope.
func pixelPositions(inside outlines: [MultiPolygon], on grid: Grid) -> [Int] {
  var chosen = Set<Int>()
  for outline in outlines {
    for polygon in outline.polygons { addPixels(of: polygon, on: grid, to: &chosen) }
  }
  if chosen.isEmpty {
    let envelope = outlines.reduce(Envelope.empty) { $0.union($1.envelope) }
    guard !envelope.isEmpty else { return [] }
    let column = ((envelope.minX + envelope.maxX) / 2 - grid.originX) / grid.pixelWidth
    let row = (grid.originY - (envelope.minY + envelope.maxY) / 2) / grid.pixelHeight
    guard column >= 0, row >= 0, column < Double(grid.columns), row < Double(grid.rows) else {
      return []
    }
    return [Int(row) * grid.columns + Int(column)]
  }
  return chosen.sorted()
}

private func addPixels(of polygon: Polygon, on grid: Grid, to chosen: inout Set<Int>) {
  let envelope = polygon.envelope
  let window = grid.window(
    fromX: envelope.minX, y: envelope.minY, toX: envelope.maxX, y: envelope.maxY)
  for row in window.row..<window.endRow {
    let y = grid.originY - (Double(row) + 0.5) * grid.pixelHeight
    var crossings: [Double] = []
    for ring in polygon.rings {
      for (start, end) in zip(ring.coordinates, ring.coordinates.dropFirst())
      where (start.y > y) != (end.y > y) {
        crossings.append(start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x))
      }
    }
    crossings.sort()
    for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
      let first = ((crossings[pair] - grid.originX) / grid.pixelWidth - 0.5).rounded(.up)
      let last = ((crossings[pair + 1] - grid.originX) / grid.pixelWidth - 0.5).rounded(.down)
      let columns = (max(0, first), min(Double(grid.columns - 1), last))
      guard columns.0 <= columns.1 else { continue }
      for column in Int(columns.0)...Int(columns.1) {
        chosen.insert(row * grid.columns + column)
      }
    }
  }
}
