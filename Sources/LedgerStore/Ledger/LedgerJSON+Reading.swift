import Diagnostics
import Foundation
import Geometry
import Imagery
import Supervision

extension LedgerJSON {
  /// Reads what `attributes` wrote, in the order of the names.
  static func attributes(
    from json: String, subject: String
  ) throws(TiankanError) -> [Feature.Attribute] {
    let values: [String: Value] = try decode(json, subject)
    return values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
      Feature.Attribute($0.key, $0.value.attribute)
    }
  }

  /// Reads what `counts` wrote.
  static func counts(from json: String, subject: String) throws(TiankanError) -> [String: Int] {
    try decode(json, subject)
  }

  /// Reads what `tests` wrote.
  static func tests(from json: String, subject: String) throws(TiankanError) -> [ClueTest] {
    let values: [Test] = try decode(json, subject)
    return values.map {
      ClueTest(
        name: $0.name, value: $0.value, comparison: $0.comparison, threshold: $0.threshold,
        isMet: $0.met, date: $0.date.flatMap { CalendarDate($0) }, period: $0.period)
    }
  }

  private static func decode<Content: Decodable>(
    _ json: String, _ subject: String
  ) throws(TiankanError) -> Content {
    do {
      return try JSONDecoder().decode(Content.self, from: Data(json.utf8))
    } catch {
      throw TiankanError(
        .corrupt, "a JSON text of the ledger is damaged; restore a copy", subject: subject,
        cause: "\(error)")
    }
  }

  private struct Test: Decodable {
    var name: String
    var value: Double?
    var comparison: String
    var threshold: Double
    var met: Bool?
    var date: String?
    var period: String
  }

  private struct Value: Decodable {
    var attribute: AttributeValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        attribute = .null
      } else if let number = try? container.decode(Int64.self) {
        attribute = .integer(number)
      } else if let number = try? container.decode(Double.self) {
        attribute = .real(number)
      } else {
        attribute = .text(try container.decode(String.self))
      }
    }
  }
}
