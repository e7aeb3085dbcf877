public import Diagnostics

/// The chain from scenes to state as plain text, for a terminal.
public enum ExplanationText {
  /// The text of a clue's chain of evidence; ends with a line feed.
  public static func text(
    of document: ClueDocument, language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    var writer = ExplanationWriter(page: page)
    writer.write(document)
    return writer.lines.map(Self.printable).joined(separator: "\n") + "\n"
  }

  /// Control characters in names could command the reader's terminal; they become spaces.
  private static func printable(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
