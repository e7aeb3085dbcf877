import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Answers every request: finds its route, lets the visitor in or not, checks what was sent, and makes a problem document of
/// whatever goes wrong.
struct ServiceResponder: HTTPResponder {
  typealias Context = DeskContext

  private let desk: InspectionDesk
  private let matcher: RouteMatcher
  private let requests: RateLimiter
  private let metrics: ServiceMetrics

  init(_ desk: InspectionDesk, routes: [ServiceRoute], metrics: ServiceMetrics) {
    self.desk = desk
    self.metrics = metrics
    matcher = RouteMatcher(routes)
    requests = RateLimiter(perMinute: desk.configuration.limits.requestsPerMinute)
  }

  func respond(to request: Request, context: DeskContext) async throws -> Response {
    let began = ContinuousClock.now
    let id = context.id
    let found = matcher.find(request.method, request.uri.path)
    var name = "none"
    if case .route(let route, _) = found { name = route.name }
    metrics.began()
    var response: Response
    var who: String?
    do {
      (response, who) = try await answer(request, found, context, id: id)
    } catch {
      response = problem(error, id: id, path: request.uri.path)
    }
    finish(&response, request, id: id)
    let elapsed = began.duration(to: .now)
    metrics.ended(route: name, status: response.status.code, elapsed: elapsed)
    desk.logger.info(
      "request",
      metadata: [
        "request_id": "\(id)", "method": "\(request.method.rawValue)", "route": "\(name)",
        "status": "\(response.status.code)", "user": "\(who ?? "-")",
        "milliseconds": "\(Int(elapsed / .milliseconds(1)))",
        "address": "\(address(of: request, context))",
      ])
    return response
  }

  private func answer(
    _ request: Request, _ found: RouteMatcher.Finding, _ context: DeskContext, id: String
  ) async throws -> (Response, String?) {
    let address = address(of: request, context)
    if let seconds = requests.admit(address) {
      throw RequestFailure(
        429, "too-many-requests", "more requests than this address may make; wait",
        headers: [.retryAfter: "\(seconds)"])
    }
    let (route, parts): (ServiceRoute, [String: String])
    switch found {
    case .route(let match, let parameters): (route, parts) = (match, parameters)
    case .otherMethods(let methods):
      let names = Set(methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : []))
      throw RequestFailure(
        405, "method-not-allowed", "this address takes \(names.sorted().joined(separator: ", "))",
        headers: [.allow: names.sorted().joined(separator: ", ")])
    case .nothing: throw RequestFailure.notFound
    }
    var visitor: Visitor?
    if route.access != .open {
      visitor = await desk.gatekeeper.visitor(of: request.head)
      try admit(visitor, to: route, request)
    }
    var checked = ServiceRequest(
      head: request.head, uri: request.uri, visitor: visitor, body: nil,
      values: try values(of: route, request, parts), id: id, address: address)
    if let body = route.body {
      let type = request.headers[.contentType]?.split(separator: ";").first
        .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      guard type == body.type else {
        throw RequestFailure(415, "unsupported-media-type", "send \(body.type)")
      }
      checked.body = try await collect(request, limit: body.limit)
    }
    return (try await route.handler(checked), visitor?.name)
  }

  private func admit(_ visitor: Visitor?, to route: ServiceRoute, _ request: Request) throws {
    guard let visitor else { throw RequestFailure.unauthenticated }
    // Another site can make a browser send the cookie, and not this header.
    if request.method != .get, request.method != .head,
      case .session(let csrf, _) = visitor.proof
    {
      let sent = request.headers[.csrfToken] ?? ""
      guard SecureRandom.hash(of: sent) == SecureRandom.hash(of: csrf) else {
        throw RequestFailure.forbidden(
          "the header X-CSRF-Token is missing or of another session; read /api/me again")
      }
    }
    if route.access == .recording, visitor.role < .inspector {
      throw RequestFailure.forbidden("the role \(visitor.role.rawValue) only reads")
    }
  }

  private func values(
    of route: ServiceRoute, _ request: Request, _ parts: [String: String]
  ) throws -> [String: RouteParameter.Value] {
    let sent = try Self.query(request.uri.query)
    let known = Set(route.parameters.filter { $0.place == .query }.map(\.name))
    if let unknown = sent.keys.sorted().first(where: { !known.contains($0) }) {
      throw RequestFailure.malformed(
        unknown,
        known.isEmpty
          ? "is not known here"
          : "is not known here; known are \(known.sorted().joined(separator: ", "))")
    }
    var values: [String: RouteParameter.Value] = [:]
    for parameter in route.parameters {
      let text: String?
      switch parameter.place {
      case .path: text = parts[parameter.name]
      case .query: text = sent[parameter.name]
      case .header: text = HTTPField.Name(parameter.name).flatMap { request.headers[$0] }
      }
      guard let text else {
        if parameter.isRequired, parameter.place != .header {
          throw RequestFailure.malformed(parameter.name, "is missing")
        }
        continue
      }
      values[parameter.name] = try parameter.value(of: text)
    }
    return values
  }

  /// The parameters of a query; the same twice is nobody's intention.
  private static func query(_ text: String?) throws -> [String: String] {
    var found: [String: String] = [:]
    for pair in (text ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].replacing("+", with: " ").removingPercentEncoding
      let value = (parts.count == 2 ? String(parts[1]) : "").replacing("+", with: " ")
        .removingPercentEncoding
      guard let name, let value else {
        throw RequestFailure(400, "malformed", "the query is not encoded as UTF-8 in percent signs")
      }
      guard found.updateValue(value, forKey: name) == nil else {
        throw RequestFailure.malformed(name, "is given twice")
      }
    }
    return found
  }

  private func collect(_ request: Request, limit: Int) async throws -> ByteBuffer {
    let tooLarge = RequestFailure(
      413, "too-large", "the body has more than \(limit) bytes; send less",
      headers: [.connection: "close"])
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw tooLarge
    }
    var collected = ByteBuffer()
    for try await var part in request.body {
      guard collected.readableBytes + part.readableBytes <= limit else { throw tooLarge }
      collected.writeBuffer(&part)
    }
    return collected
  }

  /// Where a request came from; behind a proxy, what the proxy says last.
  private func address(of request: Request, _ context: DeskContext) -> String {
    guard desk.configuration.isBehindProxy,
      let last = request.headers[.forwardedFor]?.split(separator: ",").last
    else { return context.peer }
    return String(last.trimmingCharacters(in: .whitespaces).prefix(64))
  }

  private func problem(_ error: any Error, id: String, path: String) -> Response {
    let document: ProblemDocument
    var headers: HTTPFields = [:]
    switch error {
    case let failure as RequestFailure:
      document = ProblemDocument(failure)
      headers = failure.headers
    case let failure as TiankanError:
      document = ProblemDocument(failure)
      if document.status == 503 { headers[.retryAfter] = "5" }
      if document.status >= 500 {
        desk.logger.error("\(failure)", metadata: ["request_id": "\(id)", "path": "\(path)"])
      }
    default:
      document = ProblemDocument(
        RequestFailure(400, "malformed", "the request broke off or cannot be read"))
      desk.logger.debug("\(error)", metadata: ["request_id": "\(id)"])
    }
    return .json(
      document.json, status: .init(code: document.status), type: "application/problem+json",
      headers: headers)
  }

  private func finish(_ response: inout Response, _ request: Request, id: String) {
    if request.method == .head {
      response.headers[.contentLength] = "\(response.body.contentLength ?? 0)"
      response.body = ResponseBody()
    }
    response.headers[.requestID] = id
    for (name, value) in SecurityHeaders.fields(isSecure: desk.configuration.isSecure)
    where response.headers[name] == nil {
      response.headers[name] = value
    }
  }
}

extension HTTPField.Name {
  /// What the forms of the page send to show that they are its own.
  static var csrfToken: Self { .init("X-CSRF-Token") ?? .authorization }
  /// What identifies a request in the logs.
  static var requestID: Self { .init("X-Request-Id") ?? .eTag }
  /// Where a proxy says that a request came from.
  static var forwardedFor: Self { .init("X-Forwarded-For") ?? .from }
  /// The CRS of the coordinates of a response (OGC API – Features part 2).
  static var contentCRS: Self { .init("Content-Crs") ?? .contentLanguage }
}
