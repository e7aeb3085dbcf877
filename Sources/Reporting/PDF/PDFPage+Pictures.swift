import Diagnostics
import Geometry
import Imagery

extension PDFPage {
  private static let pictureGap = 11.0
  private static let largestHeight = 300.0

  /// The pairs of pictures with their legends, and why these scenes.
  mutating func pictures(
    _ note: ReportPictureNote?, _ pictures: [ReportPicture]
  ) throws(TiankanError) {
    guard let note, !pictures.isEmpty else { return }
    try heading(page[.pictures])
    for picture in pictures { flow.add(try pair(picture, note: note)) }
    flow.add(try keys(outlineKeys(pictures)))
    var reasons = note.reasons.map { page.words($0) }
    reasons.append("\(page[.seasonDifference])\(page.texts.colon)\(note.seasonDays)")
    try paragraph(
      "\(page[.pictureChoice])\(page.texts.colon)\(reasons.joined(separator: page.texts.separator))",
      PageStyle.cell)
    if let map = pictures.first?.map { try paragraph(try corners(map), PageStyle.cell) }
  }

  /// One pair with heading, captions and ramp as one block, so that none is torn from the other.
  private func pair(
    _ picture: ReportPicture, note: ReportPictureNote
  ) throws(TiankanError) -> PageBlock {
    guard let map = picture.map else {
      throw TiankanError(.bug, "the pictures were kept without what a PDF is drawn from")
    }
    let full = (PageFlow.width - Self.pictureGap) / 2
    let height = min(full * map.heightPerWidth, Self.largestHeight)
    let width = height / map.heightPerWidth
    let title = "\(page.title(of: picture.content)) (\(page[.sameStretch]))"
    let top = try measure(title, PageStyle.subheading, width: PageFlow.width).height + 4
    var block = PageBlock(
      height: top, marks: [.text(title, Point(x: 0, y: 0), fitted(PageStyle.subheading))])
    var captionHeight = 0.0
    for (position, entry) in [
      (page.texts.before, note.before, PictureMap.Side.before),
      (page.texts.after, note.after, .after),
    ].enumerated() {
      let x = Double(position) * (full + Self.pictureGap)
      let panel = Rectangle(x: x + (full - width) / 2, y: top, width: width, height: height)
      block.marks.append(.map(map, entry.2, panel))
      let clear =
        entry.1.clearShare.map {
          " · \(page[.clearShare]) \(NumberText.percent($0, decimals: 0))"
        } ?? ""
      var style = PageStyle.cell
      style.width = full
      let caption = "\(entry.0) \(entry.1.date)\(clear)\n\(entry.1.acquisition)"
      block.marks.append(.text(caption, Point(x: x, y: panel.maxY + 3), style))
      captionHeight = max(captionHeight, try canvas.measure(caption, style: style).height)
    }
    block.height = top + height + 3 + captionHeight + 4
    if case .index(let term, let lower, let upper) = picture.content {
      block.marks += ramp(page.words(term), lower: lower, upper: upper, y: block.height)
      block.height += 17
    }
    block.height += 4
    return block
  }

  private func ramp(_ name: String, lower: Double, upper: Double, y: Double) -> [PageMark] {
    let steps = 60
    let box = Rectangle(x: 0, y: 0, width: 200, height: 9)
    var drawing = Drawing(size: Size(width: box.width, height: box.height))
    for step in 0..<steps {
      let pixel = IndexRamp.pixel(at: (Double(step) + 0.5) / Double(steps))
      let part = box.width / Double(steps)
      // A little wider than a step, so that no hair line shows between two.
      let width = step == steps - 1 ? part : part + 0.3
      drawing.marks.append(
        .rectangle(
          Rectangle(x: Double(step) * part, y: 0, width: width, height: box.height),
          .color(Color(pixel & 0xFF_FFFF)), nil, title: nil))
    }
    drawing.marks.append(.rectangle(box, nil, .init(Color(0x555555), width: 0.5), title: nil))
    return [
      .text("\(name)  \(NumberText.fixed(lower, 2))", Point(x: 0, y: y), rightAligned(180)),
      .drawing(drawing, Point(x: 186, y: y + 1), scale: 1),
      .text(NumberText.fixed(upper, 2), Point(x: 392, y: y), PageStyle.cell),
    ]
  }

  private func rightAligned(_ width: Double) -> TextStyle {
    var style = PageStyle.cell
    style.width = width
    style.alignment = .right
    return style
  }

  private func outlineKeys(_ pictures: [ReportPicture]) -> [(Drawing, String)] {
    var entries: [(Drawing, String)] = []
    if pictures.contains(where: \.showsClue) {
      entries.append((ChartKey.outline(BeforeAfterPicture.clueColor), page[.clueOutline]))
    }
    if pictures.contains(where: \.showsBoundaries) {
      entries.append(
        (ChartKey.outline(BeforeAfterPicture.boundaryColor), page[.boundaryOutline]))
    }
    entries.append((ChartKey.noData(), page.texts.noData))
    return entries
  }

  /// Signs with their words in lines.
  func keys(_ entries: [(sign: Drawing, text: String)]) throws(TiankanError) -> PageBlock {
    let scale = 0.7
    var block = PageBlock(height: 14)
    var x = 0.0
    var y = 0.0
    for entry in entries {
      let width = entry.sign.size.width * scale
      let size = try canvas.measure(entry.text, style: PageStyle.cell)
      if x > 0, x + width + 4 + size.width > PageFlow.width {
        x = 0
        y += 14
        block.height += 14
      }
      let inset = (size.height - entry.sign.size.height * scale) / 2
      block.marks.append(.drawing(entry.sign, Point(x: x, y: y + inset), scale: scale))
      block.marks.append(.text(entry.text, Point(x: x + width + 4, y: y), PageStyle.cell))
      x += width + 4 + size.width + 14
    }
    block.height += 3
    return block
  }

  /// Where the pictures lie, in CGCS2000.
  private func corners(_ map: PictureMap) throws(TiankanError) -> String {
    let systems = try PositionSystems(of: map.grid.crs)
    let corners = [
      Coordinate(x: map.grid.originX, y: map.grid.minY),
      Coordinate(x: map.grid.maxX, y: map.grid.originY),
    ]
    let texts = try corners.map { (corner) throws(TiankanError) in
      let position = try systems.position(inPlane: corner).cgcs2000
      return "\(NumberText.fixed(position.longitude, 6)), \(NumberText.fixed(position.latitude, 6))"
    }
    return "\(page[.corners])\(page.texts.colon)\(texts.joined(separator: page.texts.separator))"
  }
}
