internal import Diagnostics
import Foundation
import Imagery

extension PictureMap {
  private static let label = TextStyle(size: 7.5, isBold: true)

  /// Draws one date into a rectangle of a page: the image as it is, everything else as lines and letters.
  func draw(
    _ side: Side, in panel: Rectangle, on canvas: borrowing Canvas
  ) throws(TiankanError) {
    canvas.fill(panel, color: BeforeAfterPicture.noDataColor)
    let pixels = side == .before ? before : after
    try canvas.draw(pixels.span, width: grid.columns, height: grid.rows, in: panel)
    let boundaryLines = placed(boundaries, in: panel)
    let clueLines = placed(clues, in: panel)
    canvas.clipped(to: panel) {
      canvas.stroke(boundaryLines, color: BeforeAfterPicture.casingColor, lineWidth: 1.8)
      canvas.stroke(
        boundaryLines, color: BeforeAfterPicture.boundaryColor, lineWidth: 0.9, dashes: [4, 2])
      canvas.stroke(clueLines, color: BeforeAfterPicture.casingColor, lineWidth: 2)
      canvas.stroke(clueLines, color: BeforeAfterPicture.clueColor, lineWidth: 1)
    }
    canvas.stroke(panel, color: Color(0x404040), lineWidth: 0.5)
    try drawScale(in: panel, on: canvas)
    try drawNorth(in: panel, on: canvas)
  }

  private func placed(_ lines: [[Point]], in panel: Rectangle) -> [[Point]] {
    let across = panel.width / Double(grid.columns)
    let down = panel.height / Double(grid.rows)
    return lines.map { line in
      line.map { Point(x: panel.x + $0.x * across, y: panel.y + $0.y * down) }
    }
  }

  private func drawScale(in panel: Rectangle, on canvas: borrowing Canvas) throws(TiankanError) {
    let metresPerPoint = resolution.width * Double(grid.columns) / panel.width
    let bar = ScaleBar(metresPerPixel: metresPerPoint, maximumPixels: panel.width * 0.3)
    let text = try canvas.measure(bar.label, style: Self.label)
    let box = Rectangle(
      x: panel.x + 4, y: panel.maxY - text.height - 13, width: max(bar.pixels, text.width) + 10,
      height: text.height + 9)
    canvas.fill(box, color: Color(0xFFFFFF, alpha: 0.88))
    try canvas.draw(bar.label, at: Point(x: box.x + 5, y: box.y + 1), style: Self.label)
    let left = box.x + 5
    let base = box.maxY - 4
    canvas.stroke(
      [
        [
          Point(x: left, y: base - 3), Point(x: left, y: base),
          Point(x: left + bar.pixels, y: base), Point(x: left + bar.pixels, y: base - 3),
        ]
      ], color: .black, lineWidth: 1)
  }

  private func drawNorth(in panel: Rectangle, on canvas: borrowing Canvas) throws(TiankanError) {
    let centre = Point(x: panel.maxX - 13, y: panel.y + 13)
    canvas.fill(
      Rectangle(x: centre.x - 9, y: panel.y + 4, width: 18, height: 27),
      color: Color(0xFFFFFF, alpha: 0.88))
    // Up on the page has this azimuth, so north lies as far to the other side.
    let (sine, cosine) = (sin(-resolution.upAzimuth), cos(-resolution.upAzimuth))
    let arrow = [(0.0, -7.0), (5, 6), (0, 3), (-5, 6)].map { x, y in
      Point(x: centre.x + x * cosine - y * sine, y: centre.y + x * sine + y * cosine)
    }
    canvas.fill(arrow, color: .black)
    var style = Self.label
    style.alignment = .centre
    try canvas.draw("N", baseline: Point(x: centre.x, y: panel.y + 28), style: style)
  }
}
