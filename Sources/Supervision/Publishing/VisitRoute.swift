public import Geometry

/// An order in which to visit places: always on to the nearest, then legs that cross are undone (2-opt), so that the way is
/// short without being the shortest. As the crow flies; roads are not known.
public struct VisitRoute: Hashable, Sendable {
  /// The positions in the given list, in the order of the visit.
  public let order: [Int]
  /// The length of each leg in units of the plane; the first one from the start, 0 where there is none.
  public let legs: [Double]

  /// Plans a visit of places in a plane.
  ///
  /// - Parameters:
  ///   - places: The places.
  ///   - start: Where the visit starts; nil for the northernmost place, of equal ones the westernmost.
  /// - Complexity: O(n²) for each of at most 50 rounds.
  public init(_ places: [Coordinate], from start: Coordinate? = nil) {
    var left = Array(places.indices)
    var order: [Int] = []
    func distance(_ one: Coordinate, _ other: Coordinate) -> Double {
      let (x, y) = (one.x - other.x, one.y - other.y)
      return (x * x + y * y).squareRoot()
    }
    var here = start
    while !left.isEmpty {
      let next =
        here.map { from in
          left.min {
            (distance(from, places[$0]), $0) < (distance(from, places[$1]), $1)
          }
        }
        ?? left.min {
          (-places[$0].y, places[$0].x, Double($0)) < (-places[$1].y, places[$1].x, Double($1))
        }
      guard let next else { break }
      order.append(next)
      left.removeAll { $0 == next }
      here = places[next]
    }
    // Reversing a stretch that makes the way shorter; the way ends wherever it ends.
    let first = start == nil ? 1 : 0
    var isShorter = order.count > 2
    var rounds = 0
    while isShorter, rounds < 50 {
      isShorter = false
      rounds += 1
      for low in first..<max(first, order.count - 1) {
        for high in (low + 1)..<order.count {
          let before = low > 0 ? places[order[low - 1]] : start ?? places[order[low]]
          var change =
            distance(before, places[order[high]]) - distance(before, places[order[low]])
          if high + 1 < order.count {
            let after = places[order[high + 1]]
            change += distance(places[order[low]], after) - distance(places[order[high]], after)
          }
          if change < -1e-6 {
            order[low...high].reverse()
            isShorter = true
          }
        }
      }
    }
    self.order = order
    var legs: [Double] = []
    for (index, place) in order.enumerated() {
      let before = index > 0 ? places[order[index - 1]] : start ?? places[place]
      legs.append(distance(before, places[place]))
    }
    self.legs = legs
  }

  /// The length of the way.
  public var length: Double { legs.reduce(0, +) }
}
