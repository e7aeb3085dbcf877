/// The marks of satellites in charts: told apart by shape and lightness, so that colour is not needed.
enum MarkShape: Int, CaseIterable, Sendable {
  case circle, square, triangle, diamond, cross

  /// The mark of the platform at a position in the sorted list of platforms.
  init(position: Int) { self = Self.allCases[position % Self.allCases.count] }

  /// The colour: of Okabe and Ito's set, those with a contrast of 3 and more on white.
  var color: Markup {
    switch self {
    case .circle: "#0b5cad"
    case .square: "#b34700"
    case .triangle: "#00735a"
    case .diamond: "#8a3a78"
    case .cross: "#333333"
    }
  }

  /// The mark as SVG.
  func drawing(x: Double, y: Double, size: Double = 3) -> Markup {
    switch self {
    case .circle: "<circle cx='\(x)' cy='\(y)' r='\(size)' fill='\(color)'/>"
    case .square:
      "<rect x='\(x - size)' y='\(y - size)' width='\(2 * size)' height='\(2 * size)' fill='#fff' stroke='\(color)' stroke-width='1.6'/>"
    case .triangle:
      "<path d='M\(x) \(y - size - 1)L\(x + size + 1) \(y + size)H\(x - size - 1)Z' fill='\(color)'/>"
    case .diamond:
      "<path d='M\(x) \(y - size - 1)L\(x + size + 1) \(y)L\(x) \(y + size + 1)L\(x - size - 1) \(y)Z' fill='#fff' stroke='\(color)' stroke-width='1.6'/>"
    case .cross:
      "<path d='M\(x - size) \(y - size)L\(x + size) \(y + size)M\(x - size) \(y + size)L\(x + size) \(y - size)' stroke='\(color)' stroke-width='1.6'/>"
    }
  }
}
