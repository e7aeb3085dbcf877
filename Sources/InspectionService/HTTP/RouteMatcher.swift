import Foundation
import HTTPTypes

/// Finds the route of a path. Nothing but the table decides: no part of a path is ever taken for the name of a file.
struct RouteMatcher: Sendable {
  private enum Segment: Sendable {
    case word(String)
    /// A parameter, with what must follow it in the segment, such as `.png`.
    case parameter(String, suffix: String)
  }

  private let routes: [(segments: [Segment], route: ServiceRoute)]

  init(_ routes: [ServiceRoute]) {
    self.routes = routes.map { route in (Self.segments(route.path), route) }
  }

  private static func segments(_ path: String) -> [Segment] {
    path.split(separator: "/").map { part in
      guard part.hasPrefix("{"), let end = part.firstIndex(of: "}") else {
        return .word(String(part))
      }
      return .parameter(
        String(part[part.index(after: part.startIndex)..<end]),
        suffix: String(part[part.index(after: end)...]))
    }
  }

  /// What a path leads to.
  enum Finding {
    case route(ServiceRoute, parameters: [String: String])
    /// The path exists with these methods only.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  /// Looks up a path; a trailing slash does not matter.
  func find(_ method: HTTPRequest.Method, _ path: String) -> Finding {
    var parts: [String] = []
    for part in path.split(separator: "/") {
      guard let decoded = part.removingPercentEncoding else { return .nothing }
      parts.append(decoded)
    }
    // Asking for the head asks for the same thing.
    let wanted = method == .head ? .get : method
    var others: [HTTPRequest.Method] = []
    for (segments, route) in routes where segments.count == parts.count {
      guard let parameters = Self.match(segments, parts) else { continue }
      if route.method == wanted { return .route(route, parameters: parameters) }
      others.append(route.method)
    }
    return others.isEmpty ? .nothing : .otherMethods(others)
  }

  private static func match(_ segments: [Segment], _ parts: [String]) -> [String: String]? {
    var parameters: [String: String] = [:]
    for (segment, part) in zip(segments, parts) {
      switch segment {
      case .word(let word): guard word == part else { return nil }
      case .parameter(let name, let suffix):
        guard part.hasSuffix(suffix), part.count > suffix.count else { return nil }
        parameters[name] = String(part.dropLast(suffix.count))
      }
    }
    return parameters
  }
}
