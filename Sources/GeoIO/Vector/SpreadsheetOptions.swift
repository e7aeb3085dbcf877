import CGDAL

/// GDAL's settings while a spreadsheet is read, on the calling thread only: the first row names the columns, and every
/// cell is text. Left to itself the driver guesses both, and guesses wrong for tables of text alone.
enum SpreadsheetOptions {
  private static let options = [
    ("OGR_XLSX_HEADERS", "FORCE"), ("OGR_XLSX_FIELD_TYPES", "STRING"),
    ("OGR_ODS_HEADERS", "FORCE"), ("OGR_ODS_FIELD_TYPES", "STRING"),
  ]

  static func set() {
    for (name, value) in options { unsafe CPLSetThreadLocalConfigOption(name, value) }
  }

  static func reset() {
    for (name, _) in options { unsafe CPLSetThreadLocalConfigOption(name, nil) }
  }
}
