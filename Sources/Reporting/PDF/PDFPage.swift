import Diagnostics
import Foundation

/// A document on its way to a PDF file: blocks are measured and put on pages first, and drawn when the number of pages is known.
struct PDFPage: ~Copyable {
  /// Words, and the tables that the screen shows too.
  let page: HTMLPage
  let canvas: Canvas
  var flow = PageFlow()
  private let title: String
  /// What every page says of simulated data; empty for real data.
  private let warning: String
  private let foot: String

  /// Begins a document.
  ///
  /// - Parameters:
  ///   - title: What it is, such as the report's kind.
  ///   - name: What it is about, such as the clue.
  ///   - date: The last day that the document knows of, ISO 8601.
  ///   - notices: The document's notices; that its data is simulated stands on every page.
  init(
    title: String, name: String, date: String, program: String, notices: [ReportTerm],
    language: ReportLanguage
  ) throws(TiankanError) {
    let page = try HTMLPage(language)
    let canvas = try Canvas(
      pdfPages: PageFlow.page,
      metadata: Canvas.Metadata(
        title: "\(title) \(name)", subject: page[.clueNotice], creator: program,
        date: date.isEmpty ? "1970-01-01" : String(date.prefix(10))))
    self.canvas = canvas
    self.page = page
    self.title = "\(title) · \(name)"
    warning = notices.first { $0.code == "simulated" }.map { page.words($0) } ?? ""
    foot = [program, date].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// The size of a text in a width.
  func measure(_ text: String, _ style: TextStyle, width: Double) throws(TiankanError) -> Size {
    var style = style
    style.width = width
    return try canvas.measure(text, style: style)
  }

  /// Draws all pages with their heads and feet.
  consuming func bytes() throws(TiankanError) -> [UInt8] {
    for (position, marks) in flow.pages.enumerated() {
      for mark in marks { try draw(mark) }
      try drawFrame(position + 1, of: flow.pages.count)
      for bookmark in flow.bookmarks where bookmark.page == position + 1 {
        canvas.addBookmark(bookmark.title, page: bookmark.page, top: bookmark.y)
      }
      canvas.endPage()
    }
    return try canvas.pdf()
  }

  private func draw(_ mark: PageMark) throws(TiankanError) {
    switch mark {
    case .text(let text, let point, let style): try canvas.draw(text, at: point, style: style)
    case .drawing(let drawing, let point, let scale):
      try drawing.draw(on: canvas, at: point, scale: scale)
    case .map(let map, let side, let box): try map.draw(side, in: box, on: canvas)
    }
  }

  /// The running head (from the second page on), the page number, and what every page must say.
  private func drawFrame(_ number: Int, of count: Int) throws(TiankanError) {
    let right = PageFlow.left + PageFlow.width
    var style = PageStyle.running
    style.maximumLines = 1
    style.width = PageFlow.width * (warning.isEmpty ? 1 : 0.6)
    if number > 1 {
      try canvas.draw(title, at: Point(x: PageFlow.left, y: 28), style: style)
      rule(y: 42)
    }
    if !warning.isEmpty {
      var strong = PageStyle.running
      strong.isBold = true
      strong.color = Color(0x8A3A00)
      strong.alignment = .right
      try canvas.draw(warning, baseline: Point(x: right, y: 36), style: strong)
    }
    let bottom = PageFlow.page.height - 36
    rule(y: bottom)
    style.width = PageFlow.width * 0.7
    try canvas.draw(foot, at: Point(x: PageFlow.left, y: bottom + 5), style: style)
    let text = page[.pageNumber].replacing("{pages}", with: "\(count)")
      .replacing("{page}", with: "\(number)")
    var numbers = PageStyle.running
    numbers.alignment = .right
    try canvas.draw(text, baseline: Point(x: right, y: bottom + 13), style: numbers)
  }

  private func rule(y: Double) {
    canvas.stroke(
      [[Point(x: PageFlow.left, y: y), Point(x: PageFlow.left + PageFlow.width, y: y)]],
      color: PageStyle.rule, lineWidth: 0.6)
  }
}
