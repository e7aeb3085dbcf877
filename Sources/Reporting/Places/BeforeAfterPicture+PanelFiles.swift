internal import Diagnostics
import Foundation
import Imagery

extension BeforeAfterPicture {
  /// The two images alone, each with outlines, a scale bar and an arrow to north; what is written stands in the page
  /// around them.
  func panels() throws(TiankanError) -> (before: [UInt8], after: [UInt8]) {
    (try panel(before), try panel(after))
  }

  private static let largestPanel = 720.0

  private func panel(_ image: borrowing ColorComposite) throws(TiankanError) -> [UInt8] {
    let ratio = resolution.height / resolution.width
    let fitting =
      Self.largestPanel / max(Double(grid.columns), Double(grid.rows) * ratio)
    let isSquare = abs(ratio - 1) < 0.001
    let across = isSquare && fitting >= 1 ? fitting.rounded(.down) : fitting
    let scale = Size(width: across, height: isSquare ? across : across * ratio)
    let size = Size(
      width: max(1, (Double(grid.columns) * scale.width).rounded()),
      height: max(1, (Double(grid.rows) * scale.height).rounded()))
    let canvas = try Canvas(width: Int(size.width), height: Int(size.height), background: .white)
    let panel = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    try drawPanel(image, in: panel, scale: scale, on: canvas)
    try drawScale(on: canvas, panel: panel, metresPerPixel: resolution.width / scale.width)
    try drawNorth(on: canvas, panel: panel)
    return try canvas.png()
  }

  private static let label = TextStyle(size: 20, isBold: true)

  /// A bar on a white ground in the lower left corner; large letters, because pages show the picture reduced.
  private func drawScale(
    on canvas: borrowing Canvas, panel: Rectangle, metresPerPixel: Double
  ) throws(TiankanError) {
    let bar = ScaleBar(metresPerPixel: metresPerPixel, maximumPixels: panel.width * 0.3)
    let text = try canvas.measure(bar.label, style: Self.label)
    let box = Rectangle(
      x: 8, y: panel.maxY - text.height - 24, width: max(bar.pixels, text.width) + 20,
      height: text.height + 16)
    canvas.fill(box, color: Color(0xFFFFFF, alpha: 0.88))
    try canvas.draw(bar.label, at: Point(x: box.x + 10, y: box.y + 2), style: Self.label)
    let y = box.maxY - 6
    let left = box.x + 10
    canvas.stroke(
      [
        [
          Point(x: left, y: y - 6), Point(x: left, y: y), Point(x: left + bar.pixels, y: y),
          Point(x: left + bar.pixels, y: y - 6),
        ]
      ], color: .black, lineWidth: 2.5)
  }

  private func drawNorth(on canvas: borrowing Canvas, panel: Rectangle) throws(TiankanError) {
    let centre = Point(x: panel.maxX - 28, y: 30)
    canvas.fill(
      Rectangle(x: centre.x - 20, y: 8, width: 40, height: 58), color: Color(0xFFFFFF, alpha: 0.88))
    let (sine, cosine) = (sin(-resolution.upAzimuth), cos(-resolution.upAzimuth))
    let arrow = [(0.0, -14.0), (11, 13), (0, 7), (-11, 13)].map { x, y in
      Point(x: centre.x + x * cosine - y * sine, y: centre.y + x * sine + y * cosine)
    }
    canvas.fill(arrow, color: .black)
    let size = try canvas.measure("N", style: Self.label)
    try canvas.draw(
      "N", at: Point(x: centre.x - size.width / 2, y: 42), style: Self.label)
  }
}
