import HTTPTypes
import Hummingbird

/// One route of the service: what it takes, who may use it, and what answers. The table of routes is what requests are
/// checked against and what the OpenAPI document is written from, so that the two cannot differ.
struct ServiceRoute: Sendable {
  /// Who may use a route.
  enum Access: Sendable {
    /// Everybody.
    case open
    /// Whoever is known.
    case reading
    /// Those who record or review.
    case recording
  }

  /// What a route takes as its body.
  struct Body: Sendable {
    /// The media type.
    var type: String
    /// Its greatest size in bytes.
    var limit: Int
    /// What it holds, as OpenAPI describes it.
    var schema: JSONText
  }

  /// What a route answers where all goes well.
  struct Answer: Sendable {
    var status: Int
    /// The media types.
    var types: [String]
    var summary: String

    static func json(_ summary: String, status: Int = 200) -> Answer {
      Answer(status: status, types: ["application/json"], summary: summary)
    }
  }

  var method: HTTPRequest.Method
  /// The path with its parameters in braces.
  var path: String
  /// The name of the operation.
  var name: String
  var summary: String
  var access: Access
  var parameters: [RouteParameter]
  var body: Body?
  var answer: Answer
  /// Further statuses that are answers and not mistakes, or that clients should expect.
  var otherStatuses: [Int]
  var handler: @Sendable (ServiceRequest) async throws -> Response

  init(
    _ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String,
    access: Access = .reading, parameters: [RouteParameter] = [], body: Body? = nil,
    answer: Answer, otherStatuses: [Int] = [],
    handler: @escaping @Sendable (ServiceRequest) async throws -> Response
  ) {
    self.method = method
    self.path = path
    self.name = name
    self.summary = summary
    self.access = access
    self.parameters = parameters
    self.body = body
    self.answer = answer
    self.otherStatuses = otherStatuses
    self.handler = handler
  }
}
