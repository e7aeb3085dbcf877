internal import Diagnostics
import Foundation
import Imagery

extension BeforeAfterPicture {
  /// Draws the swatches of what occurs on the page.
  func drawLegend(
    _ layout: PictureLayout, texts: ReportTexts, on canvas: borrowing Canvas
  ) throws(TiankanError) {
    var entries: [(text: String, color: Color, isFilled: Bool)] = []
    if !clues.isEmpty { entries.append((texts.clue, Self.clueColor, false)) }
    if !boundaries.isEmpty { entries.append((texts.boundary, Self.boundaryColor, false)) }
    if hasNoData(before) || hasNoData(after) {
      entries.append((texts.noData, Self.noDataColor, true))
    }
    var x = layout.columns.left
    let y = layout.legendY + 6
    for entry in entries {
      let swatch = Rectangle(x: x, y: y, width: 26, height: 14)
      if entry.isFilled {
        canvas.fill(swatch, color: entry.color)
        canvas.stroke(swatch, color: Color(0x808080), lineWidth: 1)
      } else {
        canvas.stroke(swatch, color: Self.casingColor, lineWidth: 4)
        canvas.stroke(swatch, color: entry.color, lineWidth: 2)
      }
      let size = try canvas.draw(
        entry.text, at: Point(x: swatch.maxX + 8, y: y - 3), style: PictureLayout.legend)
      x = swatch.maxX + 8 + size.width + 20
    }
  }

  /// Draws the scale bar under the right image, ending left of the north arrow.
  func drawScaleBar(_ layout: PictureLayout, on canvas: borrowing Canvas) throws(TiankanError) {
    let bar = ScaleBar(
      metresPerPixel: resolution.width / layout.scale.width,
      maximumPixels: layout.columns.width * 0.3)
    let right = layout.columns.right + layout.columns.width - 56
    let left = right - bar.pixels
    let y = layout.legendY + 28
    canvas.stroke(
      [
        [
          Point(x: left, y: y - 6), Point(x: left, y: y), Point(x: right, y: y),
          Point(x: right, y: y - 6),
        ]
      ], color: .black, lineWidth: 2)
    let size = try canvas.measure(bar.label, style: PictureLayout.legend)
    try canvas.draw(
      bar.label, at: Point(x: (left + right - size.width) / 2, y: y - 10 - size.height),
      style: PictureLayout.legend)
  }

  /// Draws an arrow to true north at the centre of the grid, at the right edge under the images.
  func drawNorthArrow(
    _ layout: PictureLayout, texts: ReportTexts, on canvas: borrowing Canvas
  ) throws(TiankanError) {
    let centre = layout.columns.right + layout.columns.width - 14
    let top = layout.legendY
    // Up on the page has this azimuth, so north lies as far to the other side (exactly so in conformal projections).
    let (sine, cosine) = (sin(-resolution.upAzimuth), cos(-resolution.upAzimuth))
    let arrow = [(0.0, -10.0), (9, 10), (0, 5), (-9, 10)].map { x, y in
      Point(x: centre + x * cosine - y * sine, y: top + 10 + x * sine + y * cosine)
    }
    canvas.fill(arrow, color: .black)
    let size = try canvas.measure(texts.north, style: PictureLayout.legend)
    try canvas.draw(
      texts.north, at: Point(x: centre - size.width / 2, y: top + 20), style: PictureLayout.legend)
  }

  private func hasNoData(_ image: borrowing ColorComposite) -> Bool {
    let samples = image.pixels.samples
    for index in samples.indices where samples[index] == 0 { return true }
    return false
  }
}
