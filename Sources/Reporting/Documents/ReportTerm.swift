/// A code of the program with its words in both languages, so that one document serves readers of either.
public struct ReportTerm: Codable, Hashable, Sendable {
  /// The stable code.
  public var code: String
  /// The Chinese words.
  public var zh: String
  /// The English words.
  public var en: String

  /// Creates a term.
  public init(code: String, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  /// The words in a language.
  public func words(_ language: ReportLanguage) -> String { language == .chinese ? zh : en }
}
