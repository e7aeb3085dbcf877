import HTTPTypes

/// Why a request is not answered, where the reason is one of HTTP and not of the work behind it.
struct RequestFailure: Error {
  /// The status.
  var status: Int
  /// The stable word of the problem document.
  var title: String
  /// What happened and what to do about it.
  var detail: String
  /// Further fields of the response.
  var headers: HTTPFields = [:]

  init(_ status: Int, _ title: String, _ detail: String, headers: HTTPFields = [:]) {
    self.status = status
    self.title = title
    self.detail = detail
    self.headers = headers
  }

  /// A parameter that is not as it should be.
  static func malformed(_ name: String, _ what: String) -> RequestFailure {
    RequestFailure(400, "malformed", "\(name): \(what)")
  }

  static let unauthenticated = RequestFailure(
    401, "unauthenticated", "log in, or send a token as Authorization: Bearer",
    headers: [.wwwAuthenticate: "Bearer"])

  static func forbidden(_ what: String) -> RequestFailure {
    RequestFailure(403, "forbidden", what)
  }

  static let notFound = RequestFailure(404, "not-found", "there is nothing at this address")
}
