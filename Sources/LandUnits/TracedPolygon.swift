public import Geometry
public import Imagery

/// The outline of one 4-connected part of a region, along pixel edges.
///
/// Rings are closed (the last corner repeats the first) and turn at every corner. On the map the exterior runs
/// counter-clockwise and holes run clockwise.
public struct TracedPolygon: Hashable, Sendable {
  /// The outer ring; starts at its first corner in scan order.
  public var exterior: [GridCorner]
  /// The rings of the holes, in scan order of their first corners.
  public var holes: [[GridCorner]]

  /// Creates an outline.
  public init(exterior: [GridCorner], holes: [[GridCorner]] = []) {
    self.exterior = exterior
    self.holes = holes
  }
}

extension TracedPolygon {
  /// The outline in the coordinates of a grid's CRS.
  public func polygon(on grid: Grid) -> Polygon {
    Polygon(
      exterior: Self.ring(exterior, on: grid), holes: holes.map { Self.ring($0, on: grid) })
  }

  private static func ring(_ corners: [GridCorner], on grid: Grid) -> LinearRing {
    LinearRing(
      corners.map {
        Coordinate(x: grid.x(ofColumnEdge: Int($0.column)), y: grid.y(ofRowEdge: Int($0.row)))
      })
  }
}

extension [TracedPolygon] {
  /// The parts of a region as one geometry in the coordinates of a grid's CRS.
  ///
  /// Two regions that meet get the same coordinates along their common edges, to the last bit.
  public func multiPolygon(on grid: Grid) -> MultiPolygon {
    MultiPolygon(map { $0.polygon(on: grid) })
  }
}
