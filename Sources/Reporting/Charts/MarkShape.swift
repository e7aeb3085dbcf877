/// The marks of satellites in charts: told apart by shape and lightness, so that colour is not needed.
enum MarkShape: Int, CaseIterable, Sendable {
  case circle, square, triangle, diamond, cross

  /// The mark of the platform at a position in the sorted list of platforms.
  init(position: Int) { self = Self.allCases[position % Self.allCases.count] }

  /// The colour: of Okabe and Ito's set, those with a contrast of 3 and more on white.
  var color: Color {
    switch self {
    case .circle: Color(0x0B5CAD)
    case .square: Color(0xB34700)
    case .triangle: Color(0x00735A)
    case .diamond: Color(0x8A3A78)
    case .cross: Color(0x333333)
    }
  }

  /// The mark around a place of a drawing.
  func mark(x: Double, y: Double, size: Double = 3) -> Drawing.Mark {
    let line = Drawing.Line(color, width: 1.6)
    func point(_ across: Double, _ down: Double) -> Point { Point(x: x + across, y: y + down) }
    switch self {
    case .circle: return .circle(centre: point(0, 0), radius: size, color)
    case .square:
      let box = Rectangle(x: x - size, y: y - size, width: 2 * size, height: 2 * size)
      return .rectangle(box, .color(.white), line, title: nil)
    case .triangle:
      return .polygon(
        [point(0, -size - 1), point(size + 1, size), point(-size - 1, size)], .color(color), nil)
    case .diamond:
      return .polygon(
        [point(0, -size - 1), point(size + 1, 0), point(0, size + 1), point(-size - 1, 0)],
        .color(.white), line)
    case .cross:
      return .lines(
        [[point(-size, -size), point(size, size)], [point(-size, size), point(size, -size)]], line)
    }
  }
}
