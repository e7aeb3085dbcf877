extension MultiPolygon {
  /// The most positions of a ring for which separation is looked for.
  private static let longestRing = 64

  /// Whether a straight line through an edge of one surely separates two geometries, so that they have no area in common but a
  /// strip that is thinner than 10⁻⁷ of their size.
  ///
  /// False says nothing. Most neighbouring parcels are told apart by their common edge, at a hundredth of the cost of an overlay.
  ///
  /// - Complexity: O(edges × positions) for single parts with short rings; holes play no part.
  public func isSurelyApart(from other: MultiPolygon) -> Bool {
    guard polygons.count == 1, other.polygons.count == 1 else { return false }
    let first = polygons[0].exterior.coordinates
    let second = other.polygons[0].exterior.coordinates
    guard (4...Self.longestRing).contains(first.count),
      (4...Self.longestRing).contains(second.count)
    else { return false }
    let whole = envelope.union(other.envelope)
    let slack = 1e-7 * max(whole.width, whole.height)
    return separates(first.span, second.span, slack) || separates(second.span, first.span, slack)
  }
}

/// Whether the line through an edge of a ring has all of the ring on one side and all of another on the other.
private func separates(
  _ ring: Span<Coordinate>, _ other: Span<Coordinate>, _ slack: Double
) -> Bool {
  for edge in 0..<(ring.count - 1) {
    let (a, b) = (ring[edge], ring[edge + 1])
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let limit = slack * (dx * dx + dy * dy).squareRoot()
    guard limit > 0 else { continue }
    func range(_ positions: Span<Coordinate>) -> (low: Double, high: Double) {
      var range = (low: Double.infinity, high: -Double.infinity)
      for index in positions.indices {
        let turn = dx * (positions[index].y - a.y) - dy * (positions[index].x - a.x)
        range = (min(range.low, turn), max(range.high, turn))
      }
      return range
    }
    let (own, their) = (range(ring), range(other))
    if own.low >= -limit, their.high <= limit { return true }
    if own.high <= limit, their.low >= -limit { return true }
  }
  return false
}
