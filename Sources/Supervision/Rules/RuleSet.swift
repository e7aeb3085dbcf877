public import Imagery

/// The rules of one document, as versioned data: where and when they hold, and their wording.
///
/// Rule sets are YAML files; `docs/formats.md` has their form. A province adds its own without code.
public struct RuleSet: Hashable, Sendable {
  /// Whether the document is in force.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case inForce = "现行"
    case draft = "征求意见"
    case expired = "失效"
  }

  /// The name, unique among rule sets.
  public var name: String
  /// The version, usually the day of the document.
  public var version: String
  /// The document's title.
  public var title: Phrase
  /// The document's number in the collection of sources.
  public var source: String
  /// The codes of places where it holds begin with this (XZQDM); empty for the whole country.
  public var jurisdiction: String
  /// Whether it is in force.
  public var status: Status
  /// The first day on which it holds.
  public var validFrom: CalendarDate?
  /// The last day on which it holds.
  public var validTo: CalendarDate?
  /// Which day of a project decides whether it holds, in words.
  public var selectedBy: String
  /// The rules.
  public var rules: [Rule]
  /// The states that a project passes; nil where the document has none.
  public var process: ProcessDefinition?
  /// The text of the file; its digest is what a result stores.
  public var text: String

  /// A rule by its identifier.
  public subscript(id: String) -> Rule? { rules.first { $0.id == id } }

  /// Whether the set holds for a place on a day.
  ///
  /// - Parameters:
  ///   - place: The code of the county or township.
  ///   - day: The day that selects, such as that of the plan's approval.
  public func holds(in place: String, on day: CalendarDate) -> Bool {
    place.hasPrefix(jurisdiction) && (validFrom.map { $0 <= day } ?? true)
      && (validTo.map { day <= $0 } ?? true)
  }
}
