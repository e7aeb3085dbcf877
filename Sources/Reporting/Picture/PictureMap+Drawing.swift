internal import Diagnostics
import Foundation
import Imagery

extension PictureMap {
  /// How large signs are: small on paper, larger where a unit is a pixel.
  enum Sizes {
    case paper, screen

    var scale: Double { self == .paper ? 1 : 2 }
  }

  /// Draws one date into a rectangle of a page: the image as it is, everything else as lines and letters.
  func draw(
    _ side: Side, in panel: Rectangle, on canvas: borrowing Canvas
  ) throws(TiankanError) {
    try draw(side == .before ? before : after, in: panel, on: canvas, sizes: .paper)
  }

  /// Draws any image of this ground with the outlines, a scale bar and an arrow to north.
  func draw(
    _ pixels: [UInt32], in panel: Rectangle, on canvas: borrowing Canvas, sizes: Sizes
  ) throws(TiankanError) {
    canvas.fill(panel, color: BeforeAfterPicture.noDataColor)
    try canvas.draw(pixels.span, width: grid.columns, height: grid.rows, in: panel)
    let boundaryLines = placed(boundaries, in: panel)
    let clueLines = placed(clues, in: panel)
    let scale = sizes.scale
    canvas.clipped(to: panel) {
      canvas.stroke(
        boundaryLines, color: BeforeAfterPicture.casingColor, lineWidth: 1.8 * scale)
      canvas.stroke(
        boundaryLines, color: BeforeAfterPicture.boundaryColor, lineWidth: 0.9 * scale,
        dashes: [4 * scale, 2 * scale])
      canvas.stroke(clueLines, color: BeforeAfterPicture.casingColor, lineWidth: 2 * scale)
      canvas.stroke(clueLines, color: BeforeAfterPicture.clueColor, lineWidth: scale)
    }
    canvas.stroke(panel, color: Color(0x404040), lineWidth: 0.5 * scale)
    try drawScale(in: panel, on: canvas, scale: scale)
    try drawNorth(in: panel, on: canvas, scale: scale)
  }

  private func placed(_ lines: [[Point]], in panel: Rectangle) -> [[Point]] {
    let across = panel.width / Double(grid.columns)
    let down = panel.height / Double(grid.rows)
    return lines.map { line in
      line.map { Point(x: panel.x + $0.x * across, y: panel.y + $0.y * down) }
    }
  }

  private func label(_ scale: Double) -> TextStyle {
    TextStyle(size: 7.5 * scale, isBold: true, alignment: .centre)
  }

  private func drawScale(
    in panel: Rectangle, on canvas: borrowing Canvas, scale: Double
  ) throws(TiankanError) {
    let metresPerUnit = resolution.width * Double(grid.columns) / panel.width
    let bar = ScaleBar(metresPerPixel: metresPerUnit, maximumPixels: panel.width * 0.3)
    let text = try canvas.measure(bar.label, style: label(scale))
    let box = Rectangle(
      x: panel.x + 4 * scale, y: panel.maxY - text.height - 13 * scale,
      width: max(bar.pixels, text.width) + 10 * scale, height: text.height + 9 * scale)
    canvas.fill(box, color: Color(0xFFFFFF, alpha: 0.88))
    try canvas.draw(
      bar.label, at: Point(x: box.x + 5 * scale, y: box.y + scale), style: label(scale))
    let left = box.x + 5 * scale
    let base = box.maxY - 4 * scale
    canvas.stroke(
      [
        [
          Point(x: left, y: base - 3 * scale), Point(x: left, y: base),
          Point(x: left + bar.pixels, y: base), Point(x: left + bar.pixels, y: base - 3 * scale),
        ]
      ], color: .black, lineWidth: scale)
  }

  private func drawNorth(
    in panel: Rectangle, on canvas: borrowing Canvas, scale: Double
  ) throws(TiankanError) {
    let centre = Point(x: panel.maxX - 13 * scale, y: panel.y + 13 * scale)
    canvas.fill(
      Rectangle(
        x: centre.x - 9 * scale, y: panel.y + 4 * scale, width: 18 * scale, height: 27 * scale),
      color: Color(0xFFFFFF, alpha: 0.88))
    // Up on the page has this azimuth, so north lies as far to the other side.
    let (sine, cosine) = (sin(-resolution.upAzimuth), cos(-resolution.upAzimuth))
    let arrow = [(0.0, -7.0), (5, 6), (0, 3), (-5, 6)].map { x, y in
      Point(
        x: centre.x + (x * cosine - y * sine) * scale,
        y: centre.y + (x * sine + y * cosine) * scale)
    }
    canvas.fill(arrow, color: .black)
    try canvas.draw(
      "N", baseline: Point(x: centre.x, y: panel.y + 28 * scale), style: label(scale))
  }
}
