import Diagnostics
import Foundation
import Imagery
import Supervision

/// Turns texts of tables into values of the register. Nothing is guessed: a text that does not fit its column is refused.
struct RegisterValueReader {
  let vocabulary: RegisterVocabulary
  let areaUnit: RuleTest.Unit?

  /// The value; nil for an empty text.
  ///
  /// - Throws: `.malformed` with what is wrong and what is expected.
  func value(
    _ text: String, of column: RegisterColumn, texts: [String: String] = [:]
  ) throws(TiankanError) -> RegisterValue? {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else { return nil }
    let word = texts[trimmed] ?? trimmed
    switch column.content {
    case .text, .reference: return .text(try Self.plain(word))
    case .texts, .references:
      let parts = word.split { ";；,，、 ".contains($0) }.map(String.init)
      var checked: [String] = []
      for part in parts { checked.append(try Self.plain(part)) }
      return checked.isEmpty ? nil : .texts(checked)
    case .date:
      guard let date = Self.date(word) else {
        throw TiankanError(.malformed, "“\(word)” is no date; write 2025-06-24")
      }
      return .date(date)
    case .area:
      guard let number = Double(word), number.isFinite else {
        throw TiankanError(.malformed, "“\(word)” is no area; write a number without its unit")
      }
      guard number >= 0, let area = area(number) else {
        throw TiankanError(
          .malformed, "\(word): an area cannot be negative or larger than a country")
      }
      return .area(area)
    case .integer:
      guard let number = Double(word), let whole = Int(exactly: number), whole >= 0 else {
        throw TiankanError(.malformed, "“\(word)” is no whole number")
      }
      return .integer(whole)
    case .share:
      guard let number = Double(word), (0...1).contains(number) else {
        throw TiankanError(.malformed, "“\(word)” is no share from 0 to 1")
      }
      return .share(Int((number * 1_000_000).rounded()))
    case .code(let list):
      guard let code = vocabulary.code(word, in: list) else {
        let known = vocabulary.codes(of: list).map { vocabulary.phrase(list, $0).chinese }
        throw TiankanError(
          .malformed,
          "“\(word)” is not known; known are \(known.joined(separator: "、")); translate it under values"
        )
      }
      return .text(code)
    }
  }

  private func area(_ number: Double) -> LandArea? {
    switch areaUnit {
    case .mu?: LandArea(mu: number)
    case .hectares?: LandArea(squareMetres: number * 10_000)
    default: LandArea(squareMetres: number)
    }
  }

  /// A text without line breaks and the character that separates lists.
  private static func plain(_ text: String) throws(TiankanError) -> String {
    guard !text.contains(where: { $0.isNewline || $0 == ";" || $0 == "\u{0}" }) else {
      throw TiankanError(.malformed, "the text contains a line break or a semicolon; remove it")
    }
    return text
  }

  /// `2025-06-24`, `20250624`, `2025/6/24`, `2025.6.24`, `2025年6月24日`, each with a time behind it or not.
  static func date(_ text: String) -> CalendarDate? {
    if let date = CalendarDate(text) { return date }
    let day = text.split { $0 == "T" || $0 == " " }.first ?? ""
    guard let found = day.wholeMatch(of: #/(\d{4})[-\/.年](\d{1,2})[-\/.月](\d{1,2})日?/#),
      let year = Int(found.1), let month = Int(found.2), let number = Int(found.3)
    else { return nil }
    return CalendarDate(year: year, month: month, day: number)
  }
}
