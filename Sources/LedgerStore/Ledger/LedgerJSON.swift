import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

/// The JSON texts inside columns: sorted keys, fixed decimals, so that equal content is equal bytes.
enum LedgerJSON {
  /// Appends a quoted and escaped text.
  static func append(_ text: String, to json: inout String) {
    json += quoted(text)
  }

  /// Appends a quoted and escaped text in UTF-8; what is escaped is one byte, so other bytes are taken as they are.
  static func append(_ text: String, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case UInt8(ascii: "\n"): json += "\\n".utf8
      case UInt8(ascii: "\r"): json += "\\r".utf8
      case UInt8(ascii: "\t"): json += "\\t".utf8
      case 0..<0x20:
        let code = String(byte, radix: 16)
        json += "\\u".utf8
        json += repeatElement(UInt8(ascii: "0"), count: 4 - code.utf8.count)
        json += code.utf8
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }

  /// The fields of a land unit as an object, in the order of their names; the first of equal names counts.
  static func attributes(_ attributes: [Feature.Attribute]) throws(TiankanError) -> String {
    var seen: Set<String> = []
    var pairs: [(String, String)] = []
    for attribute in attributes where seen.insert(attribute.name).inserted {
      var value = ""
      switch attribute.value {
      case .null: value = "null"
      case .integer(let number): value = "\(number)"
      // The shortest text that reads back as the same number; what is not finite has no JSON.
      case .real(let number): value = number.isFinite ? "\(number)" : "null"
      case .text(let text): append(text, to: &value)
      }
      pairs.append((attribute.name, value))
    }
    return object(pairs)
  }

  /// Numbers by name.
  static func counts(_ counts: [String: Int]) -> String {
    object(counts.map { ($0.key, "\($0.value)") })
  }

  /// Tests as an array of objects; written byte by byte, because a night writes those of every parcel.
  static func tests(_ tests: [ClueTest]) throws(TiankanError) -> String {
    var json: [UInt8] = [UInt8(ascii: "[")]
    for test in tests {
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      // The fields in the order of their names.
      json += "{\"comparison\":".utf8
      append(test.comparison, to: &json)
      json += ",\"date\":".utf8
      if let date = test.date { append("\(date)", to: &json) } else { json += "null".utf8 }
      json += ",\"met\":".utf8
      json += (test.isMet.map { $0 ? "true" : "false" } ?? "null").utf8
      json += ",\"name\":".utf8
      append(test.name, to: &json)
      json += ",\"period\":".utf8
      append(test.period, to: &json)
      json += ",\"threshold\":".utf8
      try SQLText.append(decimal: test.threshold, places: 6, to: &json)
      json += ",\"value\":".utf8
      if let number = test.value {
        try SQLText.append(decimal: number, places: 6, to: &json)
      } else {
        json += "null".utf8
      }
      json.append(UInt8(ascii: "}"))
    }
    json.append(UInt8(ascii: "]"))
    return String(decoding: json, as: UTF8.self)
  }

  /// A quoted text.
  static func quoted(_ text: String) -> String {
    var json: [UInt8] = []
    append(text, to: &json)
    return String(decoding: json, as: UTF8.self)
  }

  /// An object of values that are JSON already, sorted by name byte by byte.
  static func object(_ pairs: [(String, String)]) -> String {
    let sorted = pairs.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    return "{" + sorted.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }
}
