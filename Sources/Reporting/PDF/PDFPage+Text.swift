import Diagnostics

extension PDFPage {
  /// What a title block says.
  struct Opening {
    var title: String
    var lead: String
    /// States in boxes, the most important one first and dark.
    var badges: [String] = []
  }

  /// The title block and what a reader must know before the first number.
  mutating func open(_ opening: Opening, notice: ReportWord) throws(TiankanError) {
    try paragraph(opening.title, PageStyle.title, after: 3)
    if !opening.lead.isEmpty { try paragraph(opening.lead, PageStyle.lead, after: 6) }
    if !opening.badges.isEmpty { flow.add(try badges(opening.badges)) }
    try addNotice(page[notice])
  }

  /// A section's heading; it waits for what follows.
  mutating func heading(_ text: String) throws(TiankanError) {
    flow.skip(9)
    let size = try measure(text, PageStyle.heading, width: PageFlow.width)
    var line = Drawing(size: Size(width: PageFlow.width, height: 2))
    line.line([Point(x: 0, y: 0), Point(x: PageFlow.width, y: 0)], .init(PageStyle.navy))
    flow.add(
      heading: PageBlock(
        height: size.height + 8,
        marks: [
          .text(text, Point(x: 0, y: 0), fitted(PageStyle.heading)),
          .drawing(line, Point(x: 0, y: size.height + 2), scale: 1),
        ], bookmark: text))
  }

  /// A heading within a section.
  mutating func subheading(_ text: String) throws(TiankanError) {
    flow.skip(4)
    let size = try measure(text, PageStyle.subheading, width: PageFlow.width)
    flow.add(
      heading: PageBlock(
        height: size.height + 4,
        marks: [.text(text, Point(x: 0, y: 0), fitted(PageStyle.subheading))]))
  }

  /// A text over the whole width, in pieces where it is longer than a page.
  mutating func paragraph(
    _ text: String, _ style: TextStyle = PageStyle.body, after: Double = 4
  ) throws(TiankanError) {
    let pieces = try divided(text, style, width: PageFlow.width, height: PageFlow.height / 2)
    for piece in pieces {
      let size = try measure(piece, style, width: PageFlow.width)
      flow.add(
        PageBlock(
          height: size.height + after,
          marks: [.text(piece, Point(x: 0, y: 0), fitted(style))]))
    }
  }

  /// A text cut into pieces none of which is higher than a height, at a space or line end where there is one close by.
  func divided(
    _ text: String, _ style: TextStyle, width: Double, height: Double
  ) throws(TiankanError) -> [String] {
    guard try measure(text, style, width: width).height > height, text.count > 1 else {
      return [text]
    }
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    let cut = text[middle...].prefix(60).firstIndex { $0.isWhitespace } ?? middle
    let parts = [text[..<cut], text[cut...]].map { part in
      String(part.drop(while: \.isWhitespace))
    }
    var pieces: [String] = []
    for part in parts where !part.isEmpty {
      pieces += try divided(part, style, width: width, height: height)
    }
    return pieces
  }

  /// Sentences that a reader must not miss, each with a dot.
  mutating func notices(_ terms: [ReportTerm]) throws(TiankanError) {
    guard !terms.isEmpty else { return }
    try heading(page[.notices])
    for term in terms { try paragraph("• \(page.words(term))", after: 2) }
  }

  private mutating func addNotice(_ text: String) throws(TiankanError) {
    let inset = 9.0
    var style = PageStyle.body
    style.color = Color(0x3D2900)
    style.width = PageFlow.width - 2 * inset
    let size = try canvas.measure(text, style: style)
    var ground = Drawing(size: Size(width: PageFlow.width, height: size.height + 10))
    let box = Rectangle(x: 0, y: 0, width: PageFlow.width, height: size.height + 10)
    ground.marks.append(.rectangle(box, .color(Color(0xFFF8E6)), nil, title: nil))
    let bar = Rectangle(x: 0, y: 0, width: 3, height: box.height)
    ground.marks.append(.rectangle(bar, .color(Color(0x8A5A00)), nil, title: nil))
    flow.add(
      PageBlock(
        height: box.height + 4,
        marks: [
          .drawing(ground, Point(x: 0, y: 0), scale: 1),
          .text(text, Point(x: inset, y: 5), style),
        ]))
  }

  private func badges(_ texts: [String]) throws(TiankanError) -> PageBlock {
    var block = PageBlock(height: 0)
    var x = 0.0
    var y = 0.0
    for (position, text) in texts.enumerated() {
      var style = PageStyle.body
      style.isBold = true
      style.color = position == 0 ? .white : PageStyle.navy
      let size = try canvas.measure(text, style: style)
      let width = min(size.width + 14, PageFlow.width)
      if x > 0, x + width > PageFlow.width {
        x = 0
        y += size.height + 10
      }
      let box = Rectangle(x: x, y: y, width: width, height: size.height + 5)
      let ground = Drawing(
        size: Size(width: width, height: box.height),
        marks: [
          .rectangle(
            box, .color(position == 0 ? PageStyle.navy : Color(0xF3F7FB)),
            .init(PageStyle.navy, width: 0.8), title: nil)
        ])
      style.width = width - 14
      style.maximumLines = 1
      block.marks.append(.drawing(ground, Point(x: 0, y: 0), scale: 1))
      block.marks.append(.text(text, Point(x: x + 7, y: y + 2.5), style))
      x += width + 6
      block.height = box.maxY + 8
    }
    return block
  }

  func fitted(_ style: TextStyle) -> TextStyle {
    var style = style
    style.width = PageFlow.width
    return style
  }
}
