import Diagnostics
import Reporting

extension StandardStreams {
  /// Prints a document as JSON, or its lines.
  static func print(
    _ document: some Encodable, _ lines: [String], json: Bool
  ) throws(TiankanError) {
    // The encoder ends with a line break, as `print` does.
    try print(
      json
        ? String(try ReportJSON.encode(document).dropLast()) : lines.joined(separator: "\n"))
  }
}
