/// A table with headers; on phones each row becomes a block of labelled values.
struct HTMLTable {
  /// How a column is set.
  enum Style: Hashable {
    case text, number, date, key
  }

  let columns: [(word: ReportWord, style: Style)]
  private(set) var rows: [[Markup]] = []

  init(_ columns: [(word: ReportWord, style: Style)]) { self.columns = columns }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ cells: [Markup]) {
    precondition(cells.count == columns.count, "a cell for each column")
    rows.append(cells)
  }

  /// The table; the first cell of a row is its header.
  func markup(_ page: HTMLPage, caption: String? = nil) -> Markup {
    var head: Markup = ""
    for column in columns {
      let style: Markup = column.style == .number ? " class=\"number\"" : ""
      head += "<th scope=\"col\"\(style)>\(page[column.word])</th>"
    }
    var body: Markup = ""
    for row in rows {
      body += "<tr>"
      for (position, cell) in row.enumerated() {
        let column = columns[position]
        if position == 0 {
          body += "<th scope=\"row\">\(cell)</th>"
        } else {
          body +=
            "<td\(Self.className(column.style)) data-label=\"\(page[column.word])\">\(cell)</td>"
        }
      }
      body += "</tr>\n"
    }
    let title: Markup = caption.map { "<caption>\($0)</caption>" } ?? ""
    return
      "<div class=\"scroll\"><table class=\"stack\">\(title)<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody></table></div>"
  }

  private static func className(_ style: Style) -> Markup {
    switch style {
    case .text: ""
    case .number: " class=\"number\""
    case .date: " class=\"date\""
    case .key: " class=\"key\""
    }
  }
}
