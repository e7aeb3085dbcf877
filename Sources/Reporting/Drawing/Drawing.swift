/// A chart as values: what is drawn, in drawing order and in units of its own, before it becomes SVG or part of a page of a PDF.
///
/// Screen and paper show the same chart, because both are made of one value.
struct Drawing: Hashable, Sendable {
  /// How an area is filled.
  enum Fill: Hashable, Sendable {
    case color(Color)
    /// Slanted lines on light grey: told from plain fills without colour.
    case hatched
  }

  /// How a line is drawn.
  struct Line: Hashable, Sendable {
    var color: Color
    var width: Double
    var dashes: [Double]

    init(_ color: Color, width: Double = 1, dashes: [Double] = []) {
      self.color = color
      self.width = width
      self.dashes = dashes
    }
  }

  /// What a text is for, which decides its size and weight.
  enum Lettering: Hashable, Sendable {
    /// Numbers and words at axes.
    case axis
    /// The number in a flag.
    case flag
  }

  /// One thing that is drawn.
  enum Mark: Hashable, Sendable {
    /// Open lines, drawn as one path.
    case lines([[Point]], Line)
    /// A closed outline.
    case polygon([Point], Fill?, Line?)
    /// A rectangle, with what a pointer over it tells.
    case rectangle(Rectangle, Fill?, Line?, title: String?)
    case circle(centre: Point, radius: Double, Color)
    /// A line of text on its baseline.
    case text(String, Point, TextStyle.Alignment, Lettering)
  }

  var size: Size
  var marks: [Mark] = []

  init(size: Size, marks: [Mark] = []) {
    self.size = size
    self.marks = marks
  }

  mutating func line(_ points: [Point], _ line: Line) { marks.append(.lines([points], line)) }

  mutating func text(
    _ text: String, at point: Point, _ alignment: TextStyle.Alignment,
    _ lettering: Lettering = .axis
  ) {
    marks.append(.text(text, point, alignment, lettering))
  }
}
