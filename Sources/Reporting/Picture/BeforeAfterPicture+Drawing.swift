public import Diagnostics
import Geometry
import Imagery

extension BeforeAfterPicture {
  /// The page as a PNG file in memory.
  ///
  /// Throws `.installation` where no font has the characters or the texts are missing.
  public func png(language: ReportLanguage) throws(TiankanError) -> [UInt8] {
    let texts = try ReportTexts.load(language)
    let foot = footLines(texts).joined(separator: "\n")
    let captions = [
      captionText(content.before, heading: texts.before, texts: texts),
      captionText(content.after, heading: texts.after, texts: texts),
    ]
    let layout = try layOut(captions: captions, foot: foot)
    let canvas = try Canvas(
      width: Int(layout.page.width), height: Int(layout.page.height), background: .white)

    var title = PictureLayout.title
    title.width = layout.page.width - 2 * PictureLayout.margin
    try canvas.draw(
      content.title, at: Point(x: PictureLayout.margin, y: PictureLayout.margin), style: title)
    var caption = PictureLayout.caption
    caption.width = layout.columns.width
    try canvas.draw(
      captions[0], at: Point(x: layout.columns.left, y: layout.captionY), style: caption)
    try canvas.draw(
      captions[1], at: Point(x: layout.columns.right, y: layout.captionY), style: caption)

    try drawPanel(before, in: layout.before, scale: layout.scale, on: canvas)
    try drawPanel(after, in: layout.after, scale: layout.scale, on: canvas)
    try drawLegend(layout, texts: texts, on: canvas)
    try drawScaleBar(layout, on: canvas)
    try drawNorthArrow(layout, texts: texts, on: canvas)
    var footStyle = PictureLayout.foot
    footStyle.width = layout.page.width - 2 * PictureLayout.margin
    try canvas.draw(
      foot, at: Point(x: PictureLayout.margin, y: layout.footY), style: footStyle)
    return try canvas.png()
  }

  /// Writes the page as a PNG file; an existing file is replaced only by a complete one.
  public func write(to path: String, language: ReportLanguage) throws(TiankanError) {
    try writeAtomically(try png(language: language), to: path)
  }

  private func layOut(captions: [String], foot: String) throws(TiankanError) -> PictureLayout {
    let scratch = try Canvas(width: 1, height: 1, background: .white)
    func height(_ text: String, _ style: TextStyle, _ width: Double) throws(TiankanError) -> Double
    {
      var style = style
      style.width = width
      return try scratch.measure(text, style: style).height
    }
    return try PictureLayout(
      imageColumns: grid.columns, imageRows: grid.rows, resolution: resolution,
      titleHeight: { (width) throws(TiankanError) in
        try height(content.title, PictureLayout.title, width)
      },
      captionHeight: { (width) throws(TiankanError) in
        try max(
          height(captions[0], PictureLayout.caption, width),
          height(captions[1], PictureLayout.caption, width))
      },
      footHeight: { (width) throws(TiankanError) in try height(foot, PictureLayout.foot, width) })
  }

  private func captionText(_ caption: Caption, heading: String, texts: ReportTexts) -> String {
    let date = caption.date.map(\.description) ?? texts.dateUnknown
    let note = caption.note.map { " (\($0))" } ?? ""
    return "\(heading)  \(date)\(note)"
  }

  private func footLines(_ texts: ReportTexts) -> [String] {
    let names = [content.before.scene, content.after.scene].joined(separator: texts.separator)
    let bands = content.bands.roles.map(\.rawValue).joined(separator: ", ")
    var lines = [texts.scenes + texts.colon + names]
    if let count = content.clueCount { lines.append(texts.clueCount + texts.colon + "\(count)") }
    if let method = content.method { lines.append(texts.method + texts.colon + method) }
    lines.append(texts.bands + texts.colon + bands + texts.separator + texts.stretch)
    return lines + content.notices + [texts.status]
  }
}
