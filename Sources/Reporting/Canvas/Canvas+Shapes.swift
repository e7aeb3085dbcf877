internal import CCairo

// SAFETY: in this file every Cairo call receives the context that the canvas owns and keeps valid.

extension Canvas {
  /// Fills a rectangle.
  package func fill(_ rectangle: Rectangle, color: Color) {
    setColor(color)
    unsafe cairo_rectangle(
      context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
    unsafe cairo_fill(context)
  }

  /// Draws the edge of a rectangle, the line lying half inside and half outside.
  package func stroke(_ rectangle: Rectangle, color: Color, lineWidth: Double) {
    setColor(color)
    unsafe cairo_set_line_width(context, lineWidth)
    unsafe cairo_rectangle(
      context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
    unsafe cairo_stroke(context)
  }

  /// Fills a closed polygon.
  package func fill(_ points: [Point], color: Color) {
    setColor(color)
    addPath(points)
    unsafe cairo_close_path(context)
    unsafe cairo_fill(context)
  }

  /// Fills a circle.
  package func fillCircle(centre: Point, radius: Double, color: Color) {
    setColor(color)
    unsafe cairo_arc(context, centre.x, centre.y, radius, 0, 2 * Double.pi)
    unsafe cairo_fill(context)
  }

  /// Draws open lines, each given by its points, as one path; with dashes where their lengths are given (drawn, left out, …).
  package func stroke(
    _ lines: [[Point]], color: Color, lineWidth: Double, dashes: [Double] = []
  ) {
    setColor(color)
    // Cairo copies the lengths.
    unsafe cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    unsafe cairo_set_line_width(context, lineWidth)
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    unsafe cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    for line in lines { addPath(line) }
    unsafe cairo_stroke(context)
    if !dashes.isEmpty { unsafe cairo_set_dash(context, nil, 0, 0) }
  }

  /// Draws only inside a rectangle for the length of the closure.
  package func clipped(to rectangle: Rectangle, draw: () -> Void) {
    unsafe cairo_save(context)
    unsafe cairo_rectangle(
      context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
    unsafe cairo_clip(context)
    draw()
    unsafe cairo_restore(context)
  }

  private func addPath(_ points: [Point]) {
    guard let first = points.first else { return }
    unsafe cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { unsafe cairo_line_to(context, point.x, point.y) }
  }
}
