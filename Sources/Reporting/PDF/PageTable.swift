/// A table of plain texts, ready to be laid out on paper.
struct PageTable: Sendable {
  typealias Style = HTMLTable.Style

  let columns: [(title: String, style: Style)]
  private(set) var rows: [[String]] = []

  init(_ columns: [(title: String, style: Style)]) { self.columns = columns }

  /// The table of a page of the screen, cell by cell.
  init(_ table: HTMLTable, page: HTMLPage) {
    columns = table.columns.map { (page[$0.word], $0.style) }
    rows = table.rows.map { $0.map(\.text) }
  }

  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a cell for each column")
    rows.append(cells)
  }
}
