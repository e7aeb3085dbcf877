/// The part of a line segment inside a rectangle (Liang and Barsky 1984); `nil` where it passes outside.
///
/// Cairo's coordinates end at 2²³ pixels: a county's border drawn on a detail of it would wrap around.
func clip(_ start: Point, _ end: Point, to rectangle: Rectangle) -> (Point, Point)? {
  guard start.x.isFinite, start.y.isFinite, end.x.isFinite, end.y.isFinite else { return nil }
  let width = end.x - start.x
  let height = end.y - start.y
  var entering = 0.0
  var leaving = 1.0
  let edges = [
    (-width, start.x - rectangle.x), (width, rectangle.maxX - start.x),
    (-height, start.y - rectangle.y), (height, rectangle.maxY - start.y),
  ]
  for (direction, distance) in edges {
    if direction == 0 {
      if distance < 0 { return nil }
    } else if direction < 0 {
      entering = max(entering, distance / direction)
    } else {
      leaving = min(leaving, distance / direction)
    }
  }
  guard entering <= leaving else { return nil }
  return (
    entering == 0 ? start : Point(x: start.x + entering * width, y: start.y + entering * height),
    leaving == 1 ? end : Point(x: start.x + leaving * width, y: start.y + leaving * height)
  )
}

/// A closed ring as open lines: what of it lies inside a rectangle, joined where it is connected.
func clip(ring: [Point], to rectangle: Rectangle) -> [[Point]] {
  var lines: [[Point]] = []
  for (start, end) in zip(ring, ring.dropFirst()) {
    guard let part = clip(start, end, to: rectangle) else { continue }
    if let last = lines.last?.last, last == part.0 {
      lines[lines.count - 1].append(part.1)
    } else {
      lines.append([part.0, part.1])
    }
  }
  return lines
}
