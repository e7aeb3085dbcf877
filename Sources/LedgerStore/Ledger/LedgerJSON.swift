import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

/// The JSON texts inside columns: sorted keys, fixed decimals, so that equal content is equal bytes.
enum LedgerJSON {
  /// Appends a quoted and escaped text.
  static func append(_ text: String, to json: inout String) {
    json += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\u{0}"..<" ":
        let code = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: json.unicodeScalars.append(scalar)
      }
    }
    json += "\""
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

  /// Tests as an array of objects.
  static func tests(_ tests: [ClueTest]) throws(TiankanError) -> String {
    var items: [String] = []
    for test in tests {
      var pairs: [(String, String)] = []
      pairs.append(("name", quoted(test.name)))
      pairs.append(("comparison", quoted(test.comparison)))
      pairs.append(("threshold", try SQLText.decimal(test.threshold, places: 6)))
      var value = "null"
      if let number = test.value { value = try SQLText.decimal(number, places: 6) }
      pairs.append(("value", value))
      pairs.append(("met", test.isMet.map { "\($0)" } ?? "null"))
      pairs.append(("date", test.date.map { quoted("\($0)") } ?? "null"))
      pairs.append(("period", quoted(test.period)))
      items.append(object(pairs))
    }
    return "[" + items.joined(separator: ",") + "]"
  }

  /// A quoted text.
  static func quoted(_ text: String) -> String {
    var json = ""
    append(text, to: &json)
    return json
  }

  /// An object of values that are JSON already, sorted by name byte by byte.
  static func object(_ pairs: [(String, String)]) -> String {
    let sorted = pairs.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    return "{" + sorted.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }
}
