public import Diagnostics
import Foundation

/// Documents as JSON: keys in `snake_case` and sorted, two spaces of indentation; the same document gives the same bytes.
public enum ReportJSON {
  /// The text of a document, with a line feed at the end.
  public static func encode(_ document: some Encodable) throws(TiankanError) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    } catch {
      throw TiankanError(.bug, "the document cannot be written as JSON", cause: "\(error)")
    }
  }

  /// Reads a document back.
  public static func decode<Document: Decodable>(
    _ type: Document.Type, from text: String
  ) throws(TiankanError) -> Document {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(type, from: Data(text.utf8))
    } catch {
      throw TiankanError(.malformed, "this is not a report of this form", cause: "\(error)")
    }
  }
}
