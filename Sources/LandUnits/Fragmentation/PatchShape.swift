public import Diagnostics
import Foundation
public import Geometry

/// Size and shape of one patch of land (田块): the field level of Zhang et al. 2017.
public struct PatchShape: Hashable, Sendable {
  /// The area on the ellipsoid in square metres.
  public var squareMetres: Double
  /// The length of all rings in metres.
  public var perimeter: Double
  /// The area of the smallest rectangle around it, of any direction, in square metres of the plane.
  public var rectangleSquareMetres: Double
  /// The area in the plane, which the rectangle's is compared with.
  var planarSquareMetres: Double

  /// Measures a polygon.
  ///
  /// - Parameters:
  ///   - polygon: The patch, in a projected CRS.
  ///   - measure: A measure in that CRS.
  ///   - metresPerUnit: Metres per unit of the coordinates.
  /// - Complexity: O(positions log positions).
  public init(
    _ polygon: Polygon, measure: borrowing EllipsoidalArea, metresPerUnit: Double
  ) throws(TiankanError) {
    squareMetres = try measure.squareMetres(of: MultiPolygon([polygon]))
    perimeter = polygon.rings.reduce(0) { $0 + Self.length($1) } * metresPerUnit
    let square = metresPerUnit * metresPerUnit
    rectangleSquareMetres = Self.smallestRectangle(polygon.exterior) * square
    planarSquareMetres =
      (Self.area(polygon.exterior) - polygon.holes.reduce(0) { $0 + Self.area($1) }) * square
  }

  /// p / (2 √(π a)): 1 for a circle, 1.128 for a square.
  public var shapeIndex: Double { perimeter / (2 * (Double.pi * squareMetres).squareRoot()) }
  /// 4 π a / p² (紧致性): 1 for a circle, 0.785 for a square.
  public var compactness: Double {
    4 * Double.pi * squareMetres / (perimeter * perimeter)
  }
  /// a / a of the smallest rectangle (规整度), 0 to 1.
  public var rectangularity: Double {
    rectangleSquareMetres > 0 ? min(1, planarSquareMetres / rectangleSquareMetres) : 0
  }
  /// 2 ln(p/4) / ln a (周长面积分维数): 1 for a square.
  public var fractalDimension: Double { 2 * log(0.25 * perimeter) / log(squareMetres) }
}

extension PatchShape {
  private static func length(_ ring: LinearRing) -> Double {
    zip(ring.coordinates, ring.coordinates.dropFirst()).reduce(0) {
      $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y)
    }
  }

  private static func area(_ ring: LinearRing) -> Double {
    guard let origin = ring.coordinates.first else { return 0 }
    let doubled = zip(ring.coordinates, ring.coordinates.dropFirst()).reduce(0.0) {
      $0 + ($1.0.x - origin.x) * ($1.1.y - origin.y) - ($1.1.x - origin.x) * ($1.0.y - origin.y)
    }
    return abs(doubled) / 2
  }

  /// The area of the smallest rectangle: one of its sides lies on an edge of the convex hull (Freeman and Shapira 1975).
  private static func smallestRectangle(_ ring: LinearRing) -> Double {
    let hull = convexHull(ring.coordinates)
    guard hull.count >= 3 else { return 0 }
    var smallest = Double.infinity
    for (number, a) in hull.enumerated() {
      let b = hull[(number + 1) % hull.count]
      let length = hypot(b.x - a.x, b.y - a.y)
      guard length > 0 else { continue }
      let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length)
      var along = (low: Double.infinity, high: -Double.infinity)
      var across = 0.0
      for position in hull {
        let (dx, dy) = (position.x - a.x, position.y - a.y)
        let u = dx * ux + dy * uy
        along = (min(along.low, u), max(along.high, u))
        across = max(across, abs(dy * ux - dx * uy))
      }
      smallest = min(smallest, (along.high - along.low) * across)
    }
    return smallest.isFinite ? smallest : 0
  }

  /// The convex hull, counter-clockwise (Andrew's monotone chain, 1979).
  private static func convexHull(_ positions: [Coordinate]) -> [Coordinate] {
    let sorted = Set(positions).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count >= 3 else { return sorted }
    func half(_ positions: some Sequence<Coordinate>) -> [Coordinate] {
      var chain: [Coordinate] = []
      for position in positions {
        while chain.count >= 2 {
          let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
          let turn = (b.x - a.x) * (position.y - a.y) - (b.y - a.y) * (position.x - a.x)
          guard turn <= 0 else { break }
          chain.removeLast()
        }
        chain.append(position)
      }
      return chain
    }
    return half(sorted).dropLast() + half(sorted.reversed()).dropLast()
  }
}
