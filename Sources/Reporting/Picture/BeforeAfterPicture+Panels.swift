internal import Diagnostics
import Geometry
import Imagery

extension BeforeAfterPicture {
  static let clueColor = Color(0xFFE600)
  static let boundaryColor = Color(0x00B8F5)
  static let casingColor = Color(0x101010)
  static let noDataColor = Color(0xC8C8C8)

  /// Draws one date with the outlines.
  func drawPanel(
    _ image: borrowing ColorComposite, in panel: Rectangle, scale: Size, on canvas: borrowing Canvas
  ) throws(TiankanError) {
    canvas.fill(panel, color: Self.noDataColor)
    try canvas.draw(image.pixels, in: panel)
    let boundaryLines = lines(of: boundaries, in: panel, scale: scale)
    let clueLines = lines(of: clues, in: panel, scale: scale)
    canvas.clipped(to: panel) {
      canvas.stroke(boundaryLines, color: Self.casingColor, lineWidth: 4)
      canvas.stroke(boundaryLines, color: Self.boundaryColor, lineWidth: 2)
      canvas.stroke(clueLines, color: Self.casingColor, lineWidth: 4)
      canvas.stroke(clueLines, color: Self.clueColor, lineWidth: 2)
    }
    canvas.stroke(panel, color: Color(0x202020), lineWidth: 1)
  }

  private func lines(
    of outlines: [MultiPolygon], in panel: Rectangle, scale: Size
  ) -> [[Point]] {
    let visible = panel.expanded(by: 16)
    return outlines.flatMap(\.polygons).flatMap(\.rings).flatMap { ring in
      clip(
        ring: ring.coordinates.map { coordinate in
          Point(
            x: panel.x + (coordinate.x - grid.originX) / grid.pixelWidth * scale.width,
            y: panel.y + (grid.originY - coordinate.y) / grid.pixelHeight * scale.height)
        }, to: visible)
    }
  }
}
