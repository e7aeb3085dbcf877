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
    return writer.lines.joined(separator: "\n") + "\n"
  }
}
