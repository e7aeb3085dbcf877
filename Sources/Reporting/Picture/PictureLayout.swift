internal import Diagnostics

/// Where the parts of a page lie.
struct PictureLayout {
  static let margin = 32.0
  static let gap = 24.0
  static let maximumPanel = Size(width: 640, height: 720)
  /// Captions and legend need this much, however narrow the image is.
  static let minimumColumnWidth = 360.0
  static let lineGap = 8.0

  /// Picture pixels per pixel of the image, across and down.
  let scale: Size
  /// The image of the earlier date.
  let before: Rectangle
  /// The image of the later date.
  let after: Rectangle
  /// Where the two columns begin, and how wide they are.
  let columns: (left: Double, right: Double, width: Double)
  /// The upper edge of the captions.
  let captionY: Double
  /// The upper edge of legend and scale bar.
  let legendY: Double
  /// The upper edge of the foot.
  let footY: Double
  /// The size of the page.
  let page: Size

  static let title = TextStyle(size: 26, isBold: true, maximumLines: 2)
  static let caption = TextStyle(size: 16, isBold: true, maximumLines: 2)
  static let legend = TextStyle(size: 14)
  static let foot = TextStyle(size: 13, color: Color(0x404040))

  init(
    imageColumns: Int, imageRows: Int, resolution: GroundResolution,
    titleHeight: (Double) throws(TiankanError) -> Double,
    captionHeight: (Double) throws(TiankanError) -> Double,
    footHeight: (Double) throws(TiankanError) -> Double
  ) throws(TiankanError) {
    scale = Self.scale(columns: imageColumns, rows: imageRows, resolution: resolution)
    let panel = Size(
      width: max(1, (Double(imageColumns) * scale.width).rounded()),
      height: max(1, (Double(imageRows) * scale.height).rounded()))
    let columnWidth = max(panel.width, Self.minimumColumnWidth)
    let left = Self.margin
    let right = left + columnWidth + Self.gap
    let pageWidth = right + columnWidth + Self.margin
    columns = (left, right, columnWidth)

    captionY = try Self.margin + titleHeight(pageWidth - 2 * Self.margin) + 2 * Self.lineGap
    let panelY = try captionY + captionHeight(columnWidth) + Self.lineGap
    let inset = ((columnWidth - panel.width) / 2).rounded()
    before = Rectangle(x: left + inset, y: panelY, width: panel.width, height: panel.height)
    after = Rectangle(x: right + inset, y: panelY, width: panel.width, height: panel.height)
    legendY = before.maxY + 2 * Self.lineGap
    footY = legendY + 40 + 2 * Self.lineGap
    page = Size(
      width: pageWidth,
      height: try (footY + footHeight(pageWidth - 2 * Self.margin) + Self.margin).rounded(.up))
  }

  /// A whole number where square pixels are enlarged, so that all are drawn alike.
  private static func scale(columns: Int, rows: Int, resolution: GroundResolution) -> Size {
    let ratio = resolution.height / resolution.width
    let fitting = min(
      maximumPanel.width / Double(columns), maximumPanel.height / (Double(rows) * ratio))
    let isSquare = abs(ratio - 1) < 0.001
    guard isSquare else { return Size(width: fitting, height: fitting * ratio) }
    let across = fitting >= 1 ? fitting.rounded(.down) : fitting
    return Size(width: across, height: across)
  }
}
