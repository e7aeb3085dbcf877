import Diagnostics

/// The frame of a page and the pieces that all documents share: sections, facts, tables.
struct HTMLPage {
  let texts: ReportTexts
  let language: ReportLanguage

  init(_ language: ReportLanguage) throws(TiankanError) {
    texts = try ReportTexts.load(language)
    self.language = language
  }

  subscript(word: ReportWord) -> String { texts.document[word] }

  func words(_ term: ReportTerm) -> String { term.words(language) }

  /// A whole page. The policy forbids every request to elsewhere, so that a page taken along stays what it was.
  ///
  /// - Parameter notice: What a reader must know before the first number.
  func document(
    title: String, header: Markup, body: Markup, provenance: ReportProvenance,
    notice: ReportWord = .clueNotice
  ) -> String {
    let tag = language == .chinese ? "zh-CN" : "en"
    let footer: Markup =
      "<p>\(provenance.program) · \(self[.confidence])\(texts.colon)\(words(provenance.confidence)) · \(words(provenance.areaMethod))</p>"
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="\(tag)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(ReportStyle.sheet)
      </style>
      </head>
      <body>
      <header class="page">
      \(header)
      <p class="notice" role="note">\(self[notice])</p>
      </header>
      <main>
      \(body)
      </main>
      <footer class="page">
      \(footer)
      </footer>
      </body>
      </html>

      """
    return page.source
  }

  /// A section with its heading.
  func section(_ word: ReportWord, _ body: Markup) -> Markup {
    "<section>\n<h2>\(self[word])</h2>\n\(body)\n</section>\n"
  }

  /// Names with their values; a long value takes the whole width of a phone.
  func facts(_ entries: [(ReportWord, Markup)], long: Set<ReportWord> = []) -> Markup {
    var rows: Markup = ""
    for (word, value) in entries {
      let style: Markup = long.contains(word) ? " class=\"long\"" : ""
      rows += "<div\(style)><dt>\(self[word])</dt><dd>\(value)</dd></div>\n"
    }
    return "<dl class=\"facts\">\n\(rows)</dl>"
  }

  /// An area: square metres and 亩.
  func area(_ area: ReportArea) -> Markup {
    "\(NumberText.fixed(area.mu, 2)) \(self[.mu]) <small>\(NumberText.fixed(area.squareMetres, 1)) \(self[.squareMetres])</small>"
  }

  func paragraph(_ word: ReportWord) -> Markup { "<p>\(self[word])</p>" }

  /// A date, or that it has not come yet.
  func date(_ text: String?) -> Markup {
    guard let text else { return "<span>\(self[.notYet])</span>" }
    return "<time datetime=\"\(text)\">\(text)</time>"
  }

  /// A banner where the data is simulated, so that no page of it passes for a real one.
  func simulated(_ notices: [ReportTerm]) -> Markup {
    guard let term = notices.first(where: { $0.code == "simulated" }) else { return "" }
    return "\n<p class=\"notice\" role=\"note\"><strong>\(words(term))</strong></p>"
  }

  func notices(_ terms: [ReportTerm]) -> Markup {
    guard !terms.isEmpty else { return "" }
    var items: Markup = ""
    for term in terms { items += "<li>\(words(term))</li>" }
    return section(.notices, "<ul>\(items)</ul>")
  }
}
