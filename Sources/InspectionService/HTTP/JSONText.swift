import Foundation

/// A JSON value on its way out, with its keys in the order in which they were given.
///
/// `raw` takes text that is JSON already, such as the document of a report.
indirect enum JSONText: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral, ExpressibleByStringInterpolation
{
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([JSONText])
  case object([(String, JSONText)])
  case raw([UInt8])

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(arrayLiteral elements: JSONText...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONText)...) { self = .object(elements) }
  init(nilLiteral: ()) { self = .null }

  /// A text, or null.
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  /// A number, or null.
  init(_ number: Double?) { self = number.map { .number($0) } ?? .null }
  /// A list of texts.
  init(_ texts: some Sequence<String>) { self = .array(texts.map { .text($0) }) }
  /// A list of numbers.
  init(_ numbers: some Sequence<Double>) { self = .array(numbers.map { .number($0) }) }

  /// What a document is as JSON, with keys in `snake_case`.
  init(encoding document: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self = .raw(Array(try encoder.encode(document)))
  }

  /// The object with further keys.
  func with(_ more: [(String, JSONText)]) -> JSONText {
    guard case .object(let pairs) = self else { return self }
    return .object(pairs + more)
  }

  /// The text in UTF-8.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .flag(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += "\(value)".utf8
    // The shortest text that reads back as the same number; what is not finite has no JSON.
    case .number(let value): bytes += (value.isFinite ? "\(value)" : "null").utf8
    case .text(let value): Self.write(value, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let pairs):
      bytes.append(UInt8(ascii: "{"))
      for (index, pair) in pairs.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(pair.0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        pair.1.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    case .raw(let text): bytes += text
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      // Written as numbers, so that a page may hold the text inside a script element.
      case ..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
