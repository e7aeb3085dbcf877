import Foundation
import HTTPTypes
import Hummingbird

// Logging in and out.
extension RouteTable {
  private struct Credentials: Decodable {
    var user: String
    var password: String
  }

  var sessionRoutes: [ServiceRoute] {
    let desk = desk
    let attempts = RateLimiter(perMinute: desk.configuration.limits.loginsPerMinute)
    return [
      ServiceRoute(
        .post, "/api/login", "logIn", "Begins a session of a browser.", access: .open,
        body: .init(
          type: "application/json", limit: 4096,
          schema: [
            "type": "object", "required": ["user", "password"],
            "properties": [
              "user": ["type": "string", "minLength": 1, "maxLength": 64],
              "password": ["type": "string", "minLength": 1, "maxLength": 256],
            ],
          ]), answer: .json("Who was let in."), otherStatuses: [401, 429]
      ) { request in
        let sent = try request.decoded(Credentials.self)
        guard (1...64).contains(sent.user.count), (1...256).contains(sent.password.count) else {
          throw RequestFailure(
            400, "malformed", "user and password have 1 to 64 and 256 characters")
        }
        // Both by address and by name: neither many names from one place nor one name from many.
        for name in ["address \(request.address)", "name \(sent.user)"] {
          if let seconds = attempts.admit(name) {
            throw RequestFailure(
              429, "too-many-requests", "too many attempts to log in; wait",
              headers: [.retryAfter: "\(seconds)"])
          }
        }
        guard let found = try await desk.gatekeeper.logIn(sent.user, sent.password) else {
          throw RequestFailure(401, "unauthenticated", "the name or the password is wrong")
        }
        return .json(
          Self.description(of: found.visitor),
          headers: [.setCookie: Self.cookie(found.token, desk.configuration)])
      },
      ServiceRoute(
        .post, "/api/logout", "logOut", "Ends the session.",
        answer: .init(status: 204, types: [], summary: "The session has ended.")
      ) { request in
        desk.gatekeeper.logOut(request.head)
        return Response(
          status: .noContent, headers: [.setCookie: Self.cookie(nil, desk.configuration)])
      },
      ServiceRoute(
        .get, "/api/me", "whoAmI", "Who asks, and what they may do.",
        answer: .json("The user.")
      ) { request in .json(Self.description(of: try request.knownVisitor())) },
    ]
  }

  private static func cookie(_ token: String?, _ configuration: ServiceConfiguration) -> String {
    let seconds = token == nil ? 0 : Int(configuration.session.hours * 3600)
    let secure = configuration.isSecure ? "; Secure" : ""
    return
      "\(Gatekeeper.cookie)=\(token ?? ""); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(seconds)\(secure)"
  }

  private static func description(of visitor: Visitor) -> JSONText {
    var csrf: JSONText = nil
    var expires: JSONText = nil
    if case .session(let token, let end) = visitor.proof {
      csrf = .text(token)
      expires = .text(end.formatted(.iso8601))
    }
    return [
      "user": .text(visitor.name), "role": .text(visitor.role.rawValue),
      "counties": visitor.counties.map { JSONText($0.sorted()) } ?? .null, "csrf": csrf,
      "expires": expires, "may": JSONText(visitor.role.abilities),
    ]
  }
}

extension ServiceRequest {
  /// The body as a value.
  ///
  /// - Throws: 400 that says what is wrong, without the decoder's words.
  func decoded<Content: Decodable>(_ type: Content.Type) throws -> Content {
    guard let body else { throw RequestFailure(400, "malformed", "the body is missing") }
    do {
      return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    } catch let DecodingError.keyNotFound(key, _) {
      throw RequestFailure.malformed(key.stringValue, "is missing")
    } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context)
    {
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw RequestFailure.malformed(key.isEmpty ? "the body" : key, "is of another type")
    } catch {
      throw RequestFailure(400, "malformed", "the body is not the JSON that is expected here")
    }
  }
}
