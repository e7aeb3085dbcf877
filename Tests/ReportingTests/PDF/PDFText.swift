import Foundation
import TestSupport

/// What poppler reads in a PDF file: an independent reader.
enum PDFText {
  /// The text of all pages, in the order in which it is drawn.
  static func text(of bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    let file = folder.path("document.pdf")
    try Data(bytes).write(to: URL(filePath: file))
    return try Program.run("/usr/bin/pdftotext", ["-raw", file, "-"]).output
  }

  /// What `pdfinfo` says, by name.
  static func information(of bytes: [UInt8]) throws -> [String: String] {
    let folder = try TemporaryFolder()
    let file = folder.path("document.pdf")
    try Data(bytes).write(to: URL(filePath: file))
    let lines = try Program.run("/usr/bin/pdfinfo", [file]).output.split(separator: "\n")
    return Dictionary(
      lines.compactMap { line in
        line.firstIndex(of: ":").map { colon in
          (
            String(line[..<colon]),
            line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          )
        }
      }
    ) { first, _ in first }
  }

  /// The images of a file: kind, width and height in pixels.
  static func images(of bytes: [UInt8]) throws -> [(width: Int, height: Int)] {
    let folder = try TemporaryFolder()
    let file = folder.path("document.pdf")
    try Data(bytes).write(to: URL(filePath: file))
    let lines = try Program.run("/usr/bin/pdfimages", ["-list", file]).output
      .split(separator: "\n").dropFirst(2)
    return lines.compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 4, fields[2] == "image", let width = Int(fields[3]),
        let height = Int(fields[4])
      else { return nil }
      return (width, height)
    }
  }
}
