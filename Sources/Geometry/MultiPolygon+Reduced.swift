public import Diagnostics

extension MultiPolygon {
  /// A geometry with fewer vertices that is the same inside a window, for overlay with something small.
  ///
  /// Consecutive vertices that all lie beyond the same side of the window are replaced by the first and the last of them.
  /// The edge between these lies beyond that side too, so nothing changes inside, and every vertex left is one that
  /// was given: the reduction is exact. Outside the window rings may cross. Parts and holes beyond
  /// the window are dropped.
  ///
  /// - Complexity: O(positions).
  func reduced(toWithin window: Envelope) -> MultiPolygon {
    var parts: [Polygon] = []
    for polygon in polygons {
      guard let exterior = window.reduced(polygon.exterior) else { continue }
      parts.append(Polygon(exterior: exterior, holes: polygon.holes.compactMap(window.reduced)))
    }
    return MultiPolygon(parts)
  }
}

extension Envelope {
  /// The ring without chains beyond one side; nil where nothing of it encloses an area inside.
  fileprivate func reduced(_ ring: LinearRing) -> LinearRing? {
    guard let first = ring.coordinates.first else { return nil }
    var kept = [first]
    var last = first
    // The sides beyond which all vertices since the last one kept lie.
    var common = sides(beyond: first)
    for position in ring.coordinates.dropFirst() {
      let here = sides(beyond: position)
      if common & here == 0 {
        if last != kept[kept.count - 1] { kept.append(last) }
        common = sides(beyond: last) & here
        if common == 0 {
          if position != last { kept.append(position) }
          common = here
        }
      } else {
        common &= here
      }
      last = position
    }
    if last != kept[kept.count - 1] { kept.append(last) }
    return kept.count >= 4 ? LinearRing(kept) : nil
  }

  private func sides(beyond position: Coordinate) -> UInt8 {
    (position.x < minX ? 1 : 0) | (position.x > maxX ? 2 : 0) | (position.y < minY ? 4 : 0)
      | (position.y > maxY ? 8 : 0)
  }
}

extension MultiPolygon {
  /// What two valid geometries have in common; quick also where one is large and the other small.
  ///
  /// As `intersection(_:)`, but vertices far from both are left out beforehand.
  ///
  /// - Throws: `.invalidGeometry` where an input is invalid and cannot be overlaid.
  public func localIntersection(_ other: MultiPolygon) throws(TiankanError) -> MultiPolygon {
    // GEOS itself clips both to where their envelopes, each grown by a tenth of its shorter side, meet; beyond that it
    // does not look at rings, so they may cross there. Twice that margin keeps clear of it.
    let first = Self.grown(envelope)
    let second = Self.grown(other.envelope)
    let window = first.intersection(second)
    guard !window.isEmpty, envelope.intersects(other.envelope) else { return MultiPolygon([]) }
    let here = reduced(toWithin: window)
    let there = other.reduced(toWithin: window)
    if here.isEmpty || there.isEmpty { return MultiPolygon([]) }
    return try here.intersection(there)
  }

  private static func grown(_ envelope: Envelope) -> Envelope {
    let shorter = min(envelope.width, envelope.height)
    return envelope.expanded(
      by: 0.2 * (shorter > 0 ? shorter : max(envelope.width, envelope.height)))
  }
}
