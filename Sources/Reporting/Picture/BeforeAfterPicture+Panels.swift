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

  /// Images and outlines apart, for paper.
  func map() -> PictureMap {
    let panel = Rectangle(x: 0, y: 0, width: Double(grid.columns), height: Double(grid.rows))
    let scale = Size(width: 1, height: 1)
    return PictureMap(
      grid: grid, resolution: resolution, before: Self.pixels(of: before),
      after: Self.pixels(of: after), clues: lines(of: clues, in: panel, scale: scale),
      boundaries: lines(of: boundaries, in: panel, scale: scale))
  }

  private static func pixels(of image: borrowing ColorComposite) -> [UInt32] {
    let samples = image.pixels.samples
    return Array(capacity: samples.count) { output in
      for position in samples.indices { output.append(samples[position]) }
    }
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
