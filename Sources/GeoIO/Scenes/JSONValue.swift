import Diagnostics
import Foundation

/// A JSON value, written with sorted keys so that equal values have equal bytes.
enum JSONValue: Hashable, Sendable, Codable {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads a document.
  init(data: Data, file: String) throws(TiankanError) {
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: data)
    } catch {
      throw TiankanError(
        .malformed, "the file is not valid JSON; correct it", subject: file, cause: "\(error)")
    }
  }

  /// Reads a file.
  init(file: String) throws(TiankanError) {
    try self.init(data: try FileProblem.contents(file), file: file)
  }

  /// Decodes a value of any kind.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Encodes the value as what it is.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension JSONValue {
  /// The bytes of the document: indented, keys sorted, a line feed at the end.
  func document() throws(TiankanError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      throw TiankanError(.bug, "a JSON document cannot be encoded", cause: "\(error)")
    }
  }

  /// A member of an object.
  subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members[key], value != .null else {
      return nil
    }
    return value
  }

  /// The text of a text or number.
  var text: String? {
    switch self {
    case .text(let value): value
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .flag(let value): String(value)
    default: nil
    }
  }

  /// The string, where it is one.
  var string: String? { if case .text(let value) = self { value } else { nil } }

  /// The number, where it is one. Writers state the special numbers as texts, since JSON has none.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .text("nan"): .nan
    case .text("inf"): .infinity
    case .text("-inf"): -.infinity
    default: nil
    }
  }

  /// The number as a value that JSON can hold; whole numbers without a fraction.
  init(_ number: Double) {
    if number.isNaN {
      self = .text("nan")
    } else if number.isInfinite {
      self = .text(number < 0 ? "-inf" : "inf")
    } else if let whole = Int(exactly: number), abs(whole) < 1 << 53 {
      self = .integer(whole)
    } else {
      self = .number(number)
    }
  }

  /// The whole number, where it is one.
  var int: Int? { if case .integer(let value) = self { value } else { nil } }

  /// The truth value, where it is one.
  var bool: Bool? { if case .flag(let value) = self { value } else { nil } }

  /// The elements of an array; none for anything else.
  var elements: [JSONValue] { if case .array(let value) = self { value } else { [] } }

  /// The members of an object; none for anything else.
  var members: [String: JSONValue] { if case .object(let value) = self { value } else { [:] } }
}
