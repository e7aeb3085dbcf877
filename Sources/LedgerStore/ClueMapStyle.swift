public import Supervision

/// The QGIS style of clues, for files that hold the columns `kind` and `detection_state`.
public enum ClueMapStyle {
  /// The style as a QML document.
  public static func document(_ vocabulary: Vocabulary) -> String {
    ClueStyle(vocabulary: vocabulary).document
  }
}
