/// The words of documents in one language; every `ReportWord` has its text, which reading checks.
public struct ReportWords: Hashable, Sendable, Codable {
  private var words: [String: String]

  /// Reads an object with a text for each word.
  public init(from decoder: any Decoder) throws {
    words = try decoder.singleValueContainer().decode([String: String].self)
    for word in ReportWord.allCases where words[word.rawValue] == nil {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "there is no text for \(word.rawValue)")
      )
    }
  }

  /// Writes the object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(words)
  }

  // The initialiser has checked that every word is there.
  subscript(word: ReportWord) -> String { words[word.rawValue] ?? "" }
}
