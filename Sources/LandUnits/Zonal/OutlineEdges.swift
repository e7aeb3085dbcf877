import Diagnostics
import Geometry
import Imagery

/// An edge of an outline in pixels from a grid's upper left corner, running down.
struct OutlineEdge: BitwiseCopyable {
  var topX: Double
  var topY: Double
  var bottomX: Double
  var bottomY: Double
  /// 1 where the inside lies to the right of the edge, −1 where it lies to the left.
  var side: Int64

  /// Where the edge crosses a horizontal line between its ends: the same number for both units that share the edge.
  func x(at y: Double, slope: Double) -> Double {
    max(min(topX, bottomX), min(max(topX, bottomX), topX + (y - topY) * slope))
  }

  /// Columns per row.
  var slope: Double { (bottomX - topX) / (bottomY - topY) }
}

/// The edges of an outline in the pixels of a grid; level ones are left out, because they bound nothing sideways.
struct OutlineEdges {
  var edges: [OutlineEdge] = []
  var minX = Double.infinity
  var minY = Double.infinity
  var maxX = -Double.infinity
  var maxY = -Double.infinity
  /// The vertex with the smallest row, then the smallest column.
  var firstVertex = Coordinate(x: 0, y: 0)

  /// Replaces the edges by those of an outline, keeping memory.
  ///
  /// The direction of rings does not matter: exteriors bound what is inside, holes what is not.
  mutating func replace(
    with outline: MultiPolygon, on grid: Grid
  ) throws(TiankanError) {
    removeAll()
    for polygon in outline.polygons {
      try append(polygon.exterior.coordinates.span, isHole: false, on: grid)
      for hole in polygon.holes {
        try append(hole.coordinates.span, isHole: true, on: grid)
      }
    }
  }

  /// Forgets all edges and keeps the memory.
  mutating func removeAll() {
    edges.removeAll(keepingCapacity: true)
    (minX, minY, maxX, maxY) = (.infinity, .infinity, -.infinity, -.infinity)
  }

  /// Adds the edges of a closed ring.
  mutating func append(
    _ ring: Span<Coordinate>, isHole: Bool, on grid: Grid
  ) throws(TiankanError) {
    guard !ring.isEmpty else { return }
    let start = edges.count
    let anchor = Self.pixel(ring[0], on: grid)
    var previous = anchor
    var doubledArea = 0.0
    for index in ring.indices {
      let position = ring[index]
      let next = Self.pixel(position, on: grid)
      guard next.x.isFinite, next.y.isFinite else {
        throw TiankanError(
          .invalidGeometry, "a coordinate is not a finite number; repair the data",
          subject: "\(position.x) \(position.y)")
      }
      include(next)
      doubledArea +=
        (previous.x - anchor.x) * (next.y - anchor.y)
        - (next.x - anchor.x) * (previous.y - anchor.y)
      if next.y > previous.y {
        edges.append(
          OutlineEdge(
            topX: previous.x, topY: previous.y, bottomX: next.x, bottomY: next.y, side: -1))
      } else if next.y < previous.y {
        edges.append(
          OutlineEdge(
            topX: next.x, topY: next.y, bottomX: previous.x, bottomY: previous.y, side: 1))
      }
      previous = next
    }
    // Rows count downwards: a ring of positive area there runs clockwise on the map, its right side downwards.
    if (doubledArea > 0) == isHole {
      for index in start..<edges.count { edges[index].side = -edges[index].side }
    }
  }

  private mutating func include(_ vertex: Coordinate) {
    if vertex.y < minY || (vertex.y == minY && vertex.x < firstVertex.x) { firstVertex = vertex }
    minX = min(minX, vertex.x)
    minY = min(minY, vertex.y)
    maxX = max(maxX, vertex.x)
    maxY = max(maxY, vertex.y)
  }

  /// A position in cells from the upper left corner of the grid.
  static func pixel(_ position: Coordinate, on grid: Grid) -> Coordinate {
    Coordinate(
      x: (position.x - grid.originX) / grid.pixelWidth,
      y: (grid.originY - position.y) / grid.pixelHeight)
  }

  /// The cells of `limits` that the outline's envelope meets.
  func window(in limits: Window) -> Window {
    Self.window(of: Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY), in: limits)
  }

  /// The cells of `limits` that an envelope, in cells, meets.
  static func window(of extent: Envelope, in limits: Window) -> Window {
    guard extent.minX <= extent.maxX else { return Window(column: 0, row: 0, width: 0, height: 0) }
    func cell(_ value: Double, _ low: Int, _ high: Int, _ rule: FloatingPointRoundingRule) -> Int {
      Int(max(Double(low), min(Double(high), value.rounded(rule))))
    }
    let left = cell(extent.minX, limits.column, limits.endColumn, .down)
    let right = cell(extent.maxX, limits.column, limits.endColumn, .up)
    let top = cell(extent.minY, limits.row, limits.endRow, .down)
    let bottom = cell(extent.maxY, limits.row, limits.endRow, .up)
    return Window(column: left, row: top, width: right - left, height: bottom - top)
  }
}
