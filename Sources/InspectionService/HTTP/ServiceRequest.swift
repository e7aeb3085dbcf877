import HTTPTypes
import HummingbirdCore
import Imagery
import NIOCore

/// A request whose parameters, visitor and size have been checked.
struct ServiceRequest: Sendable {
  /// The request as it came; its body has been read into `body`.
  var head: HTTPRequest
  var uri: URI
  var visitor: Visitor?
  /// The body, complete; nil where the route takes none.
  var body: ByteBuffer?
  /// The parameters that were sent, by name.
  var values: [String: RouteParameter.Value]
  /// What identifies the request in logs.
  var id: String
  /// Where it came from.
  var address: String

  /// The visitor; a route that needs one has one.
  func knownVisitor() throws -> Visitor {
    guard let visitor else { throw RequestFailure.unauthenticated }
    return visitor
  }

  func text(_ name: String) -> String? {
    if case .text(let text)? = values[name] { text } else { nil }
  }

  /// A parameter that the route requires.
  func required(_ name: String) throws -> String {
    guard let text = text(name) else { throw RequestFailure.malformed(name, "is missing") }
    return text
  }

  func integer(_ name: String) -> Int? {
    if case .integer(let number)? = values[name] { number } else { nil }
  }

  func date(_ name: String) -> CalendarDate? {
    if case .date(let date)? = values[name] { date } else { nil }
  }

  func flag(_ name: String) -> Bool {
    if case .flag(let flag)? = values[name] { flag } else { false }
  }

  func list(_ name: String) -> [String] {
    if case .list(let words)? = values[name] { words } else { [] }
  }

  func box(_ name: String) -> [Double]? {
    if case .box(let numbers)? = values[name] { numbers } else { nil }
  }

  func interval(_ name: String) -> (from: CalendarDate?, to: CalendarDate?)? {
    if case .interval(let from, let to)? = values[name] { (from, to) } else { nil }
  }

  /// Where the service is reached, as the client sees it: for links.
  func base(isSecure: Bool) -> String {
    "\(isSecure ? "https" : "http")://\(head.authority ?? "localhost")"
  }
}
