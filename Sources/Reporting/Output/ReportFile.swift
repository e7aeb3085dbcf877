public import Diagnostics

/// Writes reports to files.
public enum ReportFile {
  /// Writes a text; an existing file is replaced only by a complete one.
  public static func write(_ text: String, to path: String) throws(TiankanError) {
    try writeAtomically(Array(text.utf8), to: path)
  }

  /// Writes a file that is no text, such as a PDF; an existing file is replaced only by a complete one.
  public static func write(_ bytes: [UInt8], to path: String) throws(TiankanError) {
    try writeAtomically(bytes, to: path)
  }
}
