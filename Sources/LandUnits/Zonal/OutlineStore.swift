public import Geometry
public import Imagery

/// The outlines of many land units, stored compactly for a pass over a grid.
///
/// Where coverage itself would take 4 bytes per cell, an outline takes 16 bytes per vertex whatever its size: units are burnt when the
/// block that shows them is in memory, and their coverage is forgotten with it.
///
/// - Complexity: 16 bytes per position, 8 per ring and 28 per unit; a parcel of 12 vertices takes 250 bytes.
public struct OutlineStore: Sendable {
  struct Ring: BitwiseCopyable {
    /// Where its positions start.
    var start: Int32
    var isHole: Bool
  }

  /// The cells.
  public let grid: Grid
  private(set) var positions: [Coordinate] = []
  private(set) var rings: [Ring] = []
  /// The position of each unit's first ring, and the number of rings at the end.
  private var firstRings: [Int32] = [0]
  private var windows: [SmallWindow] = []
  /// Twice the area of each unit in cells: what decides whether all its weights may round to nothing.
  private var doubledAreas: [Float] = []

  /// Creates a store without units.
  public init(grid: Grid) { self.grid = grid }
}

extension OutlineStore {
  private struct SmallWindow: BitwiseCopyable {
    var column: Int32
    var row: Int32
    var width: Int32
    var height: Int32
  }

  /// The number of units.
  public var count: Int { windows.count }

  /// The cells that the envelope of a unit meets; empty where it lies outside the grid.
  public func window(of unit: Int) -> Window {
    let window = windows[unit]
    return Window(
      column: Int(window.column), row: Int(window.row), width: Int(window.width),
      height: Int(window.height))
  }

  /// The area of a unit in cells, up to rounding.
  func cells(of unit: Int) -> Double { Double(doubledAreas[unit]) / 2 }

  /// The rings of a unit.
  func rings(of unit: Int) -> Range<Int> { Int(firstRings[unit])..<Int(firstRings[unit + 1]) }

  /// The positions of a ring, in the CRS of the grid.
  func positions(ofRing ring: Int) -> Range<Int> {
    Int(rings[ring].start)..<(ring + 1 < rings.count ? Int(rings[ring + 1].start) : positions.count)
  }

  /// Whether another unit of so many positions still fits.
  public func hasRoom(for outline: MultiPolygon) -> Bool {
    positions.count + outline.coordinateCount < Int(Int32.max)
  }

  /// Adds a unit; its coordinates, in the CRS of the grid, must be finite.
  public mutating func append(_ outline: MultiPolygon) {
    precondition(hasRoom(for: outline), "too many positions for one store")
    var area = 0.0
    var extent = Envelope.empty
    for polygon in outline.polygons {
      area += append(polygon.exterior, isHole: false, extent: &extent)
      for hole in polygon.holes { area -= append(hole, isHole: true, extent: &extent) }
    }
    firstRings.append(Int32(rings.count))
    doubledAreas.append(Float(max(0, area)))
    let window = OutlineEdges.window(of: extent, in: grid.window)
    windows.append(
      SmallWindow(
        column: Int32(window.column), row: Int32(window.row), width: Int32(window.width),
        height: Int32(window.height)))
  }

  /// Adds a ring and widens the extent, in cells; returns twice its area in cells.
  private mutating func append(
    _ ring: LinearRing, isHole: Bool, extent: inout Envelope
  ) -> Double {
    rings.append(Ring(start: Int32(positions.count), isHole: isHole))
    positions.append(contentsOf: ring.coordinates)
    guard let origin = ring.coordinates.first else { return 0 }
    let anchor = OutlineEdges.pixel(origin, on: grid)
    var previous = anchor
    var area = 0.0
    for position in ring.coordinates {
      let next = OutlineEdges.pixel(position, on: grid)
      extent.minX = min(extent.minX, next.x)
      extent.minY = min(extent.minY, next.y)
      extent.maxX = max(extent.maxX, next.x)
      extent.maxY = max(extent.maxY, next.y)
      area +=
        (previous.x - anchor.x) * (next.y - anchor.y)
        - (next.x - anchor.x) * (previous.y - anchor.y)
      previous = next
    }
    return abs(area)
  }

  /// The outline of a unit.
  public func outline(of unit: Int) -> MultiPolygon {
    var polygons: [Polygon] = []
    for ring in rings(of: unit) {
      let line = LinearRing(Array(positions[positions(ofRing: ring)]))
      if rings[ring].isHole, !polygons.isEmpty {
        polygons[polygons.count - 1].holes.append(line)
      } else {
        polygons.append(Polygon(exterior: line))
      }
    }
    return MultiPolygon(polygons)
  }
}
