public import Diagnostics
import GeoIO

extension Ledger {
  /// Writes the derived data as sorted JSON lines: what a rebuild must give again, byte for byte, from either store.
  ///
  /// Tables follow each other in a fixed order and their rows in the order of their keys, byte by byte. The names in a
  /// row are sorted, values that are missing are left out, numbers have fixed decimals, and outlines are integers:
  /// thousandths of columns and rows of the ledger's grid. No clock, path of a machine or generation is in it.
  ///
  /// - Parameter sink: Takes the bytes in pieces of some ten kilobytes.
  /// - Throws: errors of reading; what `sink` throws.
  public borrowing func exportDerived(
    to sink: ([UInt8]) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    try export(LedgerTables.derived, isDerived: true, to: sink)
  }

  /// Writes derived data and journal as JSON lines, with public numbers and handling states.
  ///
  /// - Throws: errors of reading; what `sink` throws.
  public borrowing func export(
    to sink: ([UInt8]) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    try export(LedgerTables.derived + LedgerTables.journal, isDerived: false, to: sink)
  }

  /// The SHA-256 of the derived export in hexadecimal digits: equal for equal derived data.
  public borrowing func derivedDigest() throws(TiankanError) -> String {
    var digest = SHA256()
    try exportDerived { piece throws(TiankanError) in digest.update(piece) }
    return digest.finish()
  }

  private borrowing func export(
    _ tables: [LedgerTable], isDerived: Bool, to sink: ([UInt8]) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    // One transaction, so that a commit between two tables is not seen.
    try database.beginReading()
    do throws(TiankanError) {
      var writer = ExportWriter(grid: grid)
      writer.writeGrid()
      for table in tables {
        let columns = table.columns.filter { !isDerived || $0.isDerived }
          .filter { $0.name != "written" }
          .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var names = columns.map(\.name)
        if table.isSpatial { names.append("geom") }
        let statement = SQLText(
          "SELECT \(names.joined(separator: ", ")) FROM \(table.name) ORDER BY \(table.key.joined(separator: ", "))"
        )
        try database.query(statement) { row throws(TiankanError) -> Bool in
          try writer.write(row, of: table, columns)
          if writer.bytes.count >= 64 << 10 { try sink(writer.take()) }
          return true
        }
      }
      try sink(writer.take())
    } catch {
      try? database.rollback()
      throw error
    }
    try database.rollback()
  }
}
