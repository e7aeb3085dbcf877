import Diagnostics
import Foundation

/// Results as JSON text with sorted keys, so that equal results print equal bytes.
enum JSONText {
  static func encode(_ value: some Encodable) throws(TiankanError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw TiankanError(.bug, "a result cannot be written as JSON", cause: "\(error)")
    }
  }
}
