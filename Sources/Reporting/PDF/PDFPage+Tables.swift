import Diagnostics

extension PDFPage {
  private static let cellGap = 12.0
  private static let lineGap = 4.0

  /// A section with a table, or with a sentence that there is nothing to list.
  mutating func table(
    _ heading: ReportWord, _ table: HTMLTable, orElse word: ReportWord? = nil,
    isSmall: Bool = false
  ) throws(TiankanError) {
    guard !table.isEmpty || word != nil else { return }
    try self.heading(page[heading])
    if let word, table.isEmpty { return try paragraph(page[word]) }
    try add(PageTable(table, page: page), isSmall: isSmall)
  }

  /// A table over as many pages as it needs, its head on each.
  mutating func add(_ table: PageTable, isSmall: Bool = false) throws(TiankanError) {
    guard !table.rows.isEmpty else { return }
    let styles =
      isSmall
      ? (head: PageStyle.smallHead, cell: PageStyle.small)
      : (head: PageStyle.head, cell: PageStyle.cell)
    let widths = try columnWidths(of: table, head: styles.head, cell: styles.cell)
    let head = try line(
      table.columns.map(\.title), table, widths: widths, style: styles.head, isHead: true)
    var isFirst = true
    for row in table.rows {
      for part in try parts(of: row, widths: widths, style: styles.cell) {
        let block = try line(part, table, widths: widths, style: styles.cell, isHead: false)
        if isFirst {
          flow.add(head, following: block.height)
        } else if !flow.hasRoom(for: block.height) {
          flow.beginPage()
          flow.add(head)
        }
        flow.add(block)
        isFirst = false
      }
    }
    flow.skip(4)
  }

  /// A row as one or more that each fit half a page.
  private func parts(
    of row: [String], widths: [Double], style: TextStyle
  ) throws(TiankanError) -> [[String]] {
    var columns: [[String]] = []
    for (cell, width) in zip(row, widths) {
      columns.append(
        try divided(cell, style, width: width, height: PageFlow.height / 2))
    }
    let count = columns.map(\.count).max() ?? 1
    return (0..<count).map { part in
      columns.map { part < $0.count ? $0[part] : "" }
    }
  }

  private func line(
    _ cells: [String], _ table: PageTable, widths: [Double], style: TextStyle, isHead: Bool
  ) throws(TiankanError) -> PageBlock {
    var block = PageBlock(height: 0)
    var x = 0.0
    for (position, cell) in cells.enumerated() {
      var style = style
      style.width = widths[position]
      style.alignment = table.columns[position].style == .number ? .right : .left
      let height = try canvas.measure(cell, style: style).height
      block.marks.append(.text(cell, Point(x: x, y: Self.lineGap / 2), style))
      block.height = max(block.height, height + Self.lineGap)
      x += widths[position] + Self.cellGap
    }
    var rule = Drawing(size: Size(width: PageFlow.width, height: 1))
    rule.line(
      [Point(x: 0, y: block.height), Point(x: PageFlow.width, y: block.height)],
      isHead
        ? .init(Color(0x555555), width: 0.9) : .init(PageStyle.rule, width: 0.4))
    block.marks.append(.drawing(rule, Point(x: 0, y: 0), scale: 1))
    return block
  }

  /// Columns as wide as their longest cell where all fit; else numbers and dates keep theirs and texts share the rest.
  private func columnWidths(
    of table: PageTable, head: TextStyle, cell: TextStyle
  ) throws(TiankanError) -> [Double] {
    let available =
      PageFlow.width - Double(table.columns.count - 1) * Self.cellGap
    var wanted: [Double] = []
    var least: [Double] = []
    for (position, column) in table.columns.enumerated() {
      let texts = Set(table.rows.map { $0[position] })
      let title = try canvas.measure(column.title, style: head).width
      let titleWord = try longestWord(in: [column.title], style: head)
      var widest = 0.0
      for text in texts { widest = max(widest, try canvas.measure(text, style: cell).width) }
      let isFixed = column.style == .number || column.style == .date
      // A long heading breaks into lines before it makes a column of short numbers wide.
      let heading = min(title, max(titleWord, 4.2 * head.size))
      wanted.append(isFixed ? max(widest, heading) : max(widest, title))
      least.append(
        isFixed
          ? max(widest, heading)
          : max(min(try longestWord(in: texts, style: cell), 90), titleWord, 22))
    }
    let total = wanted.reduce(0, +)
    if total <= available {
      let spare = (available - total) / Double(wanted.count)
      return wanted.map { $0 + min(spare, 40) }
    }
    let leastTotal = least.reduce(0, +)
    guard leastTotal < available else { return least.map { $0 * available / leastTotal } }
    let flexible = zip(wanted, least).map { max(0, $0 - $1) }
    // The root keeps one very long text from taking all that the others need.
    let weights = flexible.map { $0.squareRoot() }
    return Self.share(available - leastTotal, over: flexible, by: weights, adding: least)
  }

  /// Shares space by weights, giving nobody more than wanted.
  private static func share(
    _ space: Double, over wanted: [Double], by weights: [Double], adding base: [Double]
  ) -> [Double] {
    var given = [Double](repeating: 0, count: wanted.count)
    var left = space
    for _ in 0..<wanted.count {
      let open = wanted.indices.filter { given[$0] < wanted[$0] - 0.01 }
      let sum = open.reduce(0) { $0 + weights[$1] }
      guard left > 0.01, sum > 0 else { break }
      let portion = left / sum
      for position in open {
        let part = min(weights[position] * portion, wanted[position] - given[position])
        given[position] += part
        left -= part
      }
    }
    return zip(base, given).map { $0 + $1 }
  }

  private func longestWord(
    in texts: some Sequence<String>, style: TextStyle
  ) throws(TiankanError) -> Double {
    var longest = ""
    for text in texts {
      for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "-" || !$0.isASCII })
      where word.count > longest.count {
        longest = String(word)
      }
    }
    return try canvas.measure(longest, style: style).width
  }
}
