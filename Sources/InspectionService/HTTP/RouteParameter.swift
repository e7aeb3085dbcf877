/// One parameter of a route: where it stands and what it may be. The same description checks requests and
/// writes the OpenAPI document.
struct RouteParameter: Sendable {
  enum Place: String, Sendable {
    case path, query, header
  }

  enum Kind: Sendable {
    /// A text of at most so many characters.
    case text(Int)
    case integer(ClosedRange<Int>)
    /// `2025-01-31`.
    case date
    case flag
    case choice([String])
    /// Words separated by commas, all from a list; any words where the list is empty.
    case list([String])
    /// Four numbers separated by commas: west, south, east, north. Six are accepted where heights are allowed, and ignored.
    case box
    /// An instant, a day, or an interval of them with `/` and `..` (RFC 3339, OGC API – Features).
    case interval
  }

  var name: String
  var place: Place
  var kind: Kind
  var isRequired: Bool
  var summary: String

  static func path(_ name: String, _ kind: Kind, _ summary: String) -> RouteParameter {
    RouteParameter(name: name, place: .path, kind: kind, isRequired: true, summary: summary)
  }

  static func query(
    _ name: String, _ kind: Kind, required: Bool = false, _ summary: String
  ) -> RouteParameter {
    RouteParameter(name: name, place: .query, kind: kind, isRequired: required, summary: summary)
  }

  static func header(
    _ name: String, _ kind: Kind, required: Bool = false, _ summary: String
  ) -> RouteParameter {
    RouteParameter(name: name, place: .header, kind: kind, isRequired: required, summary: summary)
  }
}
