internal import Diagnostics

extension Drawing {
  /// The size of letters in the drawing's units; the style sheet of pages has the same.
  private static let letterSize = 12.5

  /// Draws the drawing with its upper left corner at a place, enlarged or reduced.
  func draw(
    on canvas: borrowing Canvas, at origin: Point, scale: Double
  ) throws(TiankanError) {
    for mark in marks { try draw(mark, on: canvas, at: origin, scale: scale) }
  }

  private func draw(
    _ mark: Mark, on canvas: borrowing Canvas, at origin: Point, scale: Double
  ) throws(TiankanError) {
    func place(_ point: Point) -> Point {
      Point(x: origin.x + point.x * scale, y: origin.y + point.y * scale)
    }
    switch mark {
    case .lines(let lines, let line):
      stroke(lines.map { $0.map(place) }, line, on: canvas, scale: scale)
    case .polygon(let points, let fill, let line):
      let placed = points.map(place)
      if case .color(let color)? = fill { canvas.fill(placed, color: color) }
      if let line, let first = placed.first {
        stroke([placed + [first]], line, on: canvas, scale: scale)
      }
    case .rectangle(let box, let fill, let line, _):
      let corner = place(Point(x: box.x, y: box.y))
      let placed = Rectangle(
        x: corner.x, y: corner.y, width: box.width * scale, height: box.height * scale)
      paint(placed, fill, on: canvas, scale: scale)
      if let line {
        canvas.stroke(placed, color: line.color, lineWidth: line.width * scale)
      }
    case .circle(let centre, let radius, let color):
      canvas.fillCircle(centre: place(centre), radius: radius * scale, color: color)
    case .text(let text, let point, let alignment, let lettering):
      try canvas.draw(
        text, baseline: place(point),
        style: TextStyle(
          size: (lettering == .flag ? 11 : Self.letterSize) * scale, isBold: lettering == .flag,
          color: lettering == .flag ? .white : Color(0x333333), alignment: alignment))
    }
  }

  private func stroke(
    _ lines: [[Point]], _ line: Line, on canvas: borrowing Canvas, scale: Double
  ) {
    canvas.stroke(
      lines, color: line.color, lineWidth: line.width * scale,
      dashes: line.dashes.map { $0 * scale })
  }

  private func paint(
    _ box: Rectangle, _ fill: Fill?, on canvas: borrowing Canvas, scale: Double
  ) {
    switch fill {
    case nil: break
    case .color(let color)?: canvas.fill(box, color: color)
    case .hatched?:
      canvas.fill(box, color: Hatching.ground)
      canvas.stroke(
        Hatching.lines(in: box, spacing: 8.5 * scale), color: Hatching.line,
        lineWidth: 1.2 * scale)
    }
  }
}
