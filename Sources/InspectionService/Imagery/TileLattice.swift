import Diagnostics
import Geometry
import Imagery

/// Where the pixels of a map tile lie in a raster: exact at 33 × 33 knots, linear between them.
///
/// Between knots of a tile of 20 km (the largest that still shows single fields) the straight line misses the projections by less than
/// half a metre.
struct TileLattice {
  static let cells = 32

  /// Columns and rows of the raster at the knots, row after row; whole numbers are edges of pixels.
  private(set) var columns: [Double] = []
  private(set) var rows: [Double] = []

  /// Projects the knots of a tile.
  ///
  /// - Throws: `.unsuitableCRS` where the tile reaches beyond what the raster's CRS can express.
  init(
    _ tile: MapTile, on grid: Grid, _ transform: borrowing CoordinateTransform
  ) throws(TiankanError) {
    var knots: [Coordinate] = []
    knots.reserveCapacity((Self.cells + 1) * (Self.cells + 1))
    for row in 0...Self.cells {
      for column in 0...Self.cells {
        knots.append(
          tile.position(Double(column) / Double(Self.cells), Double(row) / Double(Self.cells)))
      }
    }
    try transform.transform(&knots)
    columns = knots.map { ($0.x - grid.originX) / grid.pixelWidth }
    rows = knots.map { (grid.originY - $0.y) / grid.pixelHeight }
  }

  /// The pixels of the raster that the tile shows; empty where it shows none.
  func window(in bounds: Window) -> Window {
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
      let bottom = rows.max(), left < Double(bounds.width), right > 0, top < Double(bounds.height),
      bottom > 0
    else { return Window(column: 0, row: 0, width: 0, height: 0) }
    let first = (Int(max(0, left.rounded(.down))), Int(max(0, top.rounded(.down))))
    let last = (
      Int(min(Double(bounds.width), right.rounded(.up))),
      Int(min(Double(bounds.height), bottom.rounded(.up)))
    )
    return Window(
      column: first.0, row: first.1, width: max(0, last.0 - first.0),
      height: max(0, last.1 - first.1))
  }

  /// How many pixels of the raster are about as wide as one of the tile, as a power of two: what an overview is chosen by.
  func factor(size: Int) -> Int {
    let across = (columns[Self.cells] - columns[0]) / Double(size)
    let down = (rows[Self.cells * (Self.cells + 1)] - rows[0]) / Double(size)
    var factor = 1
    while Double(factor * 2) <= min(abs(across), abs(down)), factor < 1024 { factor *= 2 }
    return factor
  }
}

/// Takes for each pixel of a tile the nearest number of a plane; pixels that have one already and those outside the plane stay.
///
/// - Parameters:
///   - columns: Columns of the raster at the knots of a lattice of `cells` × `cells` cells.
///   - plane: Numbers of the window, one for `factor` × `factor` pixels; not-a-number is no data.
///   - slope: What each number is multiplied by before `offset` is added.
///   - size: Pixels per side of the tile; a multiple of `cells` or a divisor.
func gatherNearest(
  columns: Span<Double>, rows: Span<Double>, cells: Int, plane: Span<Float>, planeWidth: Int,
  window: Window, factor: Int, noData: Float, slope: Float, offset: Float, size: Int,
  into target: inout MutableSpan<Float>
) {
  precondition(target.count == size * size && columns.count == (cells + 1) * (cells + 1))
  let planeHeight = planeWidth > 0 ? plane.count / planeWidth : 0
  let scale = Double(cells) / Double(size)
  let inverse = 1 / Double(factor)
  for y in 0..<size {
    let down = (Double(y) + 0.5) * scale
    let cellRow = min(Int(down), cells - 1)
    let v = down - Double(cellRow)
    for x in 0..<size {
      let position = y &* size &+ x
      guard target[position].isNaN else { continue }
      let right = (Double(x) + 0.5) * scale
      let cellColumn = min(Int(right), cells - 1)
      let u = right - Double(cellColumn)
      let knot = cellRow &* (cells &+ 1) &+ cellColumn
      let below = knot &+ cells &+ 1
      let column =
        (columns[knot] * (1 - u) + columns[knot &+ 1] * u) * (1 - v)
        + (columns[below] * (1 - u) + columns[below &+ 1] * u) * v
      let row =
        (rows[knot] * (1 - u) + rows[knot &+ 1] * u) * (1 - v)
        + (rows[below] * (1 - u) + rows[below &+ 1] * u) * v
      let planeColumn = ((column - Double(window.column)) * inverse).rounded(.down)
      let planeRow = ((row - Double(window.row)) * inverse).rounded(.down)
      guard planeColumn >= 0, planeRow >= 0, planeColumn < Double(planeWidth),
        planeRow < Double(planeHeight)
      else { continue }
      let number = plane[Int(planeRow) &* planeWidth &+ Int(planeColumn)]
      if number != noData, number == number { target[position] = number * slope + offset }
    }
  }
}
