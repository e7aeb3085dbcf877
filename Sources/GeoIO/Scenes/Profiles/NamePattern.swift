import Diagnostics
import Foundation

/// A regular expression (ICU syntax) over file names, with named groups.
///
/// The groups that have a meaning are listed in `Group`; a profile that names another is refused.
struct NamePattern: Sendable, Hashable {
  /// What a named group captures.
  enum Group: String, CaseIterable, Sendable {
    /// The satellite, translated by the profile's `platforms`.
    case platform
    /// The tile or path/row.
    case tile
    /// The day of sensing: `20240301`, `2024-03-01` or year and day of year `2024061`.
    case date
    /// The time of sensing in UTC: `025531` or `02:55:31`.
    case time
    /// A time that is NOT the time of sensing: processing, generation, delivery.
    case processed
    /// The processing baseline or collection, such as `0510` or `05.10`.
    case baseline
    /// The band's name.
    case band
    /// The pixel size in metres, to prefer the finest of several copies.
    case resolution
  }

  /// The expression as written.
  let expression: String
  private let compiled: NSRegularExpression
  private let groups: [Group]

  /// Compiles an expression; the error has no subject.
  init(_ expression: String) throws(TiankanError) {
    do {
      compiled = try NSRegularExpression(pattern: expression)
    } catch {
      throw TiankanError(
        .malformed, "\(expression) is not a regular expression", cause: "\(error)")
    }
    self.expression = expression
    var groups: [Group] = []
    for piece in expression.components(separatedBy: "(?<").dropFirst() {
      guard let first = piece.first, first != "=", first != "!" else { continue }
      let name = String(piece.prefix { $0 != ">" })
      guard let group = Group(rawValue: name) else {
        let known = Group.allCases.map(\.rawValue).joined(separator: ", ")
        throw TiankanError(.malformed, "group \(name) is not known; known are \(known)")
      }
      groups.append(group)
    }
    self.groups = groups
  }

  /// The captured groups where the expression is found in the text; `nil` where it is not.
  func match(_ text: String) -> [Group: String]? {
    let whole = NSRange(text.startIndex..., in: text)
    guard let match = compiled.firstMatch(in: text, range: whole) else { return nil }
    var captured: [Group: String] = [:]
    for group in groups {
      let range = match.range(withName: group.rawValue)
      if range.location != NSNotFound, let place = Range(range, in: text) {
        captured[group] = String(text[place])
      }
    }
    return captured
  }
}
