import Diagnostics

extension PDFPage {
  private static let columns = 3
  private static let columnGap = 16.0

  /// A section of names with their values, three in a row; what is longer takes two or three places.
  mutating func facts(
    _ heading: ReportWord, _ entries: [(ReportWord, Markup)]
  ) throws(TiankanError) {
    try self.heading(page[heading])
    try facts(entries.map { (page[$0.0], $0.1.text) })
  }

  /// Names with their values.
  mutating func facts(_ entries: [(name: String, value: String)]) throws(TiankanError) {
    var row: [(x: Double, width: Double, name: String, value: String)] = []
    var taken = 0
    for entry in entries {
      let span = try places(for: entry.value)
      if taken + span > Self.columns {
        try add(row)
        row = []
        taken = 0
      }
      let x = Double(taken) * (Self.width(of: 1) + Self.columnGap)
      row.append((x, Self.width(of: span), entry.name, entry.value))
      taken += span
    }
    try add(row)
  }

  private static func width(of places: Int) -> Double {
    let one = (PageFlow.width - Double(columns - 1) * columnGap) / Double(columns)
    return Double(places) * one + Double(places - 1) * columnGap
  }

  private func places(for value: String) throws(TiankanError) -> Int {
    let width = try canvas.measure(value, style: PageStyle.value).width
    return (1..<Self.columns).first { width <= Self.width(of: $0) } ?? Self.columns
  }

  private mutating func add(
    _ row: [(x: Double, width: Double, name: String, value: String)]
  ) throws(TiankanError) {
    guard !row.isEmpty else { return }
    var block = PageBlock(height: 0)
    for entry in row {
      var label = PageStyle.label
      label.width = entry.width
      var value = PageStyle.value
      value.width = entry.width
      let first = try canvas.measure(entry.name, style: label).height
      let second = try canvas.measure(entry.value, style: value).height
      block.marks.append(.text(entry.name, Point(x: entry.x, y: 0), label))
      block.marks.append(.text(entry.value, Point(x: entry.x, y: first + 1), value))
      block.height = max(block.height, first + second + 4)
    }
    for entry in row {
      var line = Drawing(size: Size(width: entry.width, height: 1))
      line.line(
        [Point(x: entry.x, y: block.height), Point(x: entry.x + entry.width, y: block.height)],
        .init(PageStyle.rule, width: 0.5))
      block.marks.append(.drawing(line, Point(x: 0, y: 0), scale: 1))
    }
    block.height += 5
    flow.add(block)
  }
}
