public import Diagnostics

/// Writes reports to files.
public enum ReportFile {
  /// Writes a text; an existing file is replaced only by a complete one.
  public static func write(_ text: String, to path: String) throws(TiankanError) {
    try writeAtomically(Array(text.utf8), to: path)
  }
}
