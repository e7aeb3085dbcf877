import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Imagery
import Reporting

/// Where an export goes.
struct ExportOutput: ParsableArguments {
  @Option(help: ArgumentHelp("The file: .shp, .gpkg, .gdb, .csv or .xlsx.", valueName: "file"))
  var out: String

  @Option(help: "The encoding of a Shapefile: UTF-8 (default) or GB18030.")
  var encoding: String?

  func validate() throws {
    if let encoding, ![.utf8, .gb18030].contains(TextEncoding(name: encoding)) {
      throw ValidationError("--encoding takes UTF-8 or GB18030")
    }
  }

  /// Writes a table and says what was written.
  func write(
    _ table: ExportTable, name: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let files = try ExchangeTarget(
      out, day: BatchOffice.day(Date.now), encoding: encoding.flatMap { TextEncoding(name: $0) }
    ).write(table.rows, fields: table.fields, name: name, crs: crs)
    try StandardStreams.print(
      "导出 exported: \(table.rows.count) 条 rows\n" + files.joined(separator: "\n"))
  }
}
