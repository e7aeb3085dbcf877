import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Supervision

/// What somebody wants to record about a clue, as it was sent.
struct HandlingOrder: Decodable, Sendable {
  static let textLimit = 4000

  /// The state from now on; nil for a note.
  var to: String?
  /// What was found on the ground.
  var result: String?
  /// The day of the field check.
  var checked: String?
  /// Why.
  var reason: String?
  /// In the person's words.
  var note: String?
  /// Digests of photos that were uploaded for this clue.
  var photos: [String]?

  /// The schema for the OpenAPI document.
  static let schema: JSONText = [
    "type": "object",
    "properties": [
      "to": ["type": "string", "enum": JSONText(HandlingState.allCases.map(\.rawValue))],
      "result": ["type": "string", "enum": JSONText(FieldResult.allCases.map(\.rawValue))],
      "checked": ["type": "string", "format": "date"],
      "reason": ["type": "string", "maxLength": .integer(textLimit)],
      "note": ["type": "string", "maxLength": .integer(textLimit)],
      "photos": ["type": "array", "items": ["type": "string", "pattern": "^[0-9a-f]{64}$"]],
    ],
  ]

  /// The order with its codes read and its sizes checked, whatever clue it is about.
  struct Checked: Sendable {
    var to: HandlingState?
    var result: FieldResult?
    var checked: CalendarDate?
    var reason: String
    var note: String
    var photos: [String]

    /// What the journal keeps of the words.
    var remark: String { [reason, note].filter { !$0.isEmpty }.joined(separator: "\n") }
  }

  /// Checks what can be checked without the clue.
  ///
  /// - Throws: 400 that names the field.
  func check(today: CalendarDate, photoLimit: Int) throws -> Checked {
    var checked = Checked(
      to: nil, result: nil, checked: nil, reason: try Self.text(reason, "reason"),
      note: try Self.text(note, "note"), photos: photos ?? [])
    if let to {
      guard let state = HandlingState(rawValue: to) else {
        throw RequestFailure.malformed("to", "is no state of handling")
      }
      checked.to = state
    }
    if let result {
      guard let found = FieldResult(rawValue: result) else {
        throw RequestFailure.malformed("result", "takes present, absent or undecided")
      }
      checked.result = found
    }
    if let text = self.checked {
      guard let day = CalendarDate(text), day <= today else {
        throw RequestFailure.malformed("checked", "takes a day that has been, such as 2026-05-01")
      }
      checked.checked = day
    }
    guard checked.photos.count <= photoLimit, checked.photos.allSatisfy(PhotoStore.isDigest),
      Set(checked.photos).count == checked.photos.count
    else {
      throw RequestFailure.malformed(
        "photos", "takes up to \(photoLimit) digests of photos that were uploaded, each once")
    }
    guard checked.to != nil || !checked.remark.isEmpty || !checked.photos.isEmpty else {
      throw RequestFailure(
        400, "malformed", "nothing is said: give a step, a note, or photos")
    }
    guard checked.remark.unicodeScalars.count <= Self.textLimit else {
      throw RequestFailure.malformed(
        "note", "reason and note have up to \(Self.textLimit) characters together")
    }
    return checked
  }

  private static func text(_ text: String?, _ name: String) throws -> String {
    let text = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    // Line feeds and tabs are what people type; the rest of the control characters is not.
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }),
      !text.unicodeScalars.contains("\u{7F}")
    else { throw RequestFailure.malformed(name, "has control characters") }
    return text
  }
}
