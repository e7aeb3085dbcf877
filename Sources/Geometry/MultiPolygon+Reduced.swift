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
    // Where no edge of one comes near the other, the other lies wholly inside or outside: one position decides.
    let here = envelope
    let there = other.envelope
    guard !here.isEmpty, here.intersects(there) else { return MultiPolygon([]) }
    if other.edges(reachingInto: here).isEmpty { return other.containing(self) }
    if edges(reachingInto: there).isEmpty { return containing(other) }
    let window = Self.workingWindow(self, other)
    guard !window.isEmpty else { return MultiPolygon([]) }
    let first = reduced(toWithin: window)
    let second = other.reduced(toWithin: window)
    if first.isEmpty || second.isEmpty { return MultiPolygon([]) }
    do throws(TiankanError) {
      return try first.intersection(second)
    } catch {
      // Should a version of GEOS look further than this one, the whole geometries still have their answer.
      return try intersection(other)
    }
  }

  /// A geometry that meets no edge of this one, if it lies inside.
  private func containing(_ other: MultiPolygon) -> MultiPolygon {
    guard let place = other.polygons.first?.exterior.coordinates.first, contains(place) else {
      return MultiPolygon([])
    }
    return other
  }

  /// The window outside which GEOS does not look at the rings of two geometries it intersects, so that they may cross
  /// there.
  ///
  /// OverlayNG clips both to where their envelopes, each grown by a tenth of its shorter side, meet, enlarged by every edge that
  /// reaches into it (`RobustClipEnvelopeComputer`) and by another tenth. This window follows the same steps with twice those
  /// margins, so it holds GEOS's.
  private static func workingWindow(_ first: MultiPolygon, _ second: MultiPolygon) -> Envelope {
    let a = first.envelope
    let b = second.envelope
    guard a.intersects(b) else { return .empty }
    let target = a.grownByFifth.intersection(b.grownByFifth)
    return first.edges(reachingInto: target).union(second.edges(reachingInto: target))
      .union(target).grownByFifth
  }

  /// The envelope of all edges whose own envelopes meet a window.
  private func edges(reachingInto window: Envelope) -> Envelope {
    var reached = Envelope.empty
    for polygon in polygons {
      reached = reached.union(window.edges(of: polygon.exterior))
      for hole in polygon.holes { reached = reached.union(window.edges(of: hole)) }
    }
    return reached
  }
}

extension Envelope {
  fileprivate var grownByFifth: Envelope {
    let shorter = min(width, height)
    return expanded(by: 0.2 * (shorter > 0 ? shorter : max(width, height)))
  }

  fileprivate func edges(of ring: LinearRing) -> Envelope {
    guard var a = ring.coordinates.first else { return .empty }
    var reached = Envelope.empty
    for b in ring.coordinates.dropFirst() {
      let edge = Envelope(
        minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
      if edge.intersects(self) { reached = reached.union(edge) }
      a = b
    }
    return reached
  }
}
