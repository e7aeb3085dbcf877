/// A text in the two languages of the product.
public struct Phrase: Hashable, Sendable {
  /// The Chinese text, which an official reads.
  public let chinese: String
  /// The English text.
  public let english: String

  /// Creates a phrase.
  public init(chinese: String, english: String) {
    self.chinese = chinese
    self.english = english
  }
}
