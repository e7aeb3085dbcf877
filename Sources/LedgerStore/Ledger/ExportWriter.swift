import Diagnostics
import GeoIO
import Geometry
import Imagery

/// Makes JSON lines of rows.
struct ExportWriter {
  /// What has not been taken yet.
  private(set) var bytes: [UInt8] = []
  private let grid: Grid

  init(grid: Grid) { self.grid = grid }

  /// Hands over what is there and goes on empty.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// The first line: what the integers of outlines count.
  mutating func writeGrid() {
    let pairs = [
      ("crs", LedgerJSON.quoted(grid.crs.authorityCode ?? grid.crs.wkt)),
      ("origin_x", "\(grid.originX)"), ("origin_y", "\(grid.originY)"),
      ("pixel_height", "\(grid.pixelHeight)"), ("pixel_width", "\(grid.pixelWidth)"),
      ("schema_version", "\(LedgerMeta.schemaVersion)"), ("table", "\"grid\""),
    ]
    bytes += LedgerJSON.object(pairs).utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A row whose values stand in the order of `columns`, which are sorted by name.
  mutating func write(
    _ row: borrowing DatabaseRow, of table: LedgerTable, _ columns: [LedgerColumn]
  ) throws(TiankanError) {
    var isFirst = true
    var pending: [(name: String, write: Special)] = [("table", .table)]
    if table.isSpatial { pending.insert(("outline", .outline), at: 0) }
    for (position, column) in columns.enumerated() {
      while let special = pending.first,
        special.name.utf8.lexicographicallyPrecedes(column.name.utf8)
      {
        pending.removeFirst()
        try write(special.write, row, table, &isFirst)
      }
      guard !row.isNull(position) else { continue }
      begin(column.name, &isFirst)
      switch column.kind {
      case .text: bytes += LedgerJSON.quoted(row.text(position)).utf8
      case .json: bytes += row.text(position).utf8
      case .integer, .small: bytes += "\(row.integer(position))".utf8
      case .decimal(let places):
        bytes += try SQLText.decimal(row.number(position) ?? 0, places: places).utf8
      }
    }
    for special in pending { try write(special.write, row, table, &isFirst) }
    bytes += "}\n".utf8
  }

  private enum Special { case table, outline }

  private mutating func write(
    _ special: Special, _ row: borrowing DatabaseRow, _ table: LedgerTable, _ isFirst: inout Bool
  ) throws(TiankanError) {
    switch special {
    case .table:
      begin("table", &isFirst)
      bytes += "\"\(table.name)\"".utf8
    case .outline:
      begin("outline", &isFirst)
      append(try row.area())
    }
  }

  private mutating func begin(_ name: String, _ isFirst: inout Bool) {
    bytes.append(UInt8(ascii: isFirst ? "{" : ","))
    isFirst = false
    bytes += "\"\(name)\":".utf8
  }

  /// Polygons, rings and positions as nested arrays, in thousandths of a column and a row.
  private mutating func append(_ outline: MultiPolygon) {
    list(outline.polygons) { writer, polygon in
      writer.list(polygon.rings) { writer, ring in
        writer.list(ring.coordinates) { writer, position in
          let column = (position.x - writer.grid.originX) / writer.grid.pixelWidth
          let row = (writer.grid.originY - position.y) / writer.grid.pixelHeight
          writer.bytes += "[\(Self.thousandths(column)),\(Self.thousandths(row))]".utf8
        }
      }
    }
  }

  private static func thousandths(_ value: Double) -> Int64 {
    Int64((value * 1000).rounded(.toNearestOrEven))
  }

  private mutating func list<Item>(
    _ items: [Item], _ write: (inout ExportWriter, Item) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(&self, item)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
