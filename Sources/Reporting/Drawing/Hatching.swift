/// The slanted lines that stand for "nothing seen", in SVG and on paper alike.
enum Hatching {
  static let ground = Color(0xF3F3F3)
  static let line = Color(0xB5B5B5)

  /// The lines from lower left to upper right inside a rectangle, `spacing` apart across.
  static func lines(in box: Rectangle, spacing: Double) -> [[Point]] {
    var lines: [[Point]] = []
    var start = box.x - box.height
    while start < box.maxX {
      let left = max(start, box.x)
      let right = min(start + box.height, box.maxX)
      if right > left {
        lines.append([
          Point(x: left, y: box.maxY - (left - start)),
          Point(x: right, y: box.maxY - (right - start)),
        ])
      }
      start += spacing
    }
    return lines
  }
}
