/// One thing on a page of a PDF, placed in points from the upper left corner of what it belongs to.
enum PageMark: Sendable {
  case text(String, Point, TextStyle)
  case drawing(Drawing, Point, scale: Double)
  case map(PictureMap, PictureMap.Side, Rectangle)

  /// The mark further right and down.
  func moved(by offset: Point) -> PageMark {
    func moved(_ point: Point) -> Point { Point(x: point.x + offset.x, y: point.y + offset.y) }
    switch self {
    case .text(let text, let point, let style): return .text(text, moved(point), style)
    case .drawing(let drawing, let point, let scale):
      return .drawing(drawing, moved(point), scale: scale)
    case .map(let map, let side, let box):
      let corner = moved(Point(x: box.x, y: box.y))
      return .map(
        map, side, Rectangle(x: corner.x, y: corner.y, width: box.width, height: box.height))
    }
  }
}
