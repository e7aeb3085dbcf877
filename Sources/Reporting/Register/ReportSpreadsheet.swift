import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery

/// A table of a report as a spreadsheet of one sheet.
enum ReportSpreadsheet {
  /// Writes rows of values, one per field; an existing file is replaced by a complete one.
  ///
  /// - Throws: `.usage` for another ending than `.xlsx`; errors of writing.
  static func write(
    _ rows: [[AttributeValue]], fields: [FieldDefinition], name: String, to path: String
  ) throws(TiankanError) {
    guard path.lowercased().hasSuffix(".xlsx") else {
      throw TiankanError(.usage, "a spreadsheet must end in .xlsx", subject: path)
    }
    let features = rows.enumerated().map { number, values in
      Feature(
        identifier: "\(number + 1)",
        attributes: zip(fields, values).map { Feature.Attribute($0.name, $1) },
        geometry: MultiPolygon([]))
    }
    let temporary = path.dropLast(5) + ".\(ProcessInfo.processInfo.processIdentifier).part.xlsx"
    try? FileManager.default.removeItem(atPath: String(temporary))
    defer { try? FileManager.default.removeItem(atPath: String(temporary)) }
    try ExchangeFile.write(
      features, fields: fields, name: name, to: String(temporary), format: .spreadsheet,
      crs: CoordinateReferenceSystem(parsing: "EPSG:4490"))
    do {
      let bytes = try Data(contentsOf: URL(filePath: String(temporary)))
      try writeAtomically([UInt8](bytes), to: path)
    } catch let error as TiankanError {
      throw error
    } catch {
      throw TiankanError(
        .outputFailed, "the spreadsheet could not be written", subject: path, cause: "\(error)")
    }
  }
}
