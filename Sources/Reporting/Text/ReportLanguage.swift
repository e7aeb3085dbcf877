/// The languages in which pictures and reports are written.
public enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
  /// Simplified Chinese.
  case chinese = "zh"
  /// English.
  case english = "en"
}
