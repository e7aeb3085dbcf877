public import Diagnostics

/// What a client of the service is told about an error: a problem document (RFC 9457).
///
/// The cause, which may name paths of the server, stays in the log; the subject is given as the last component of
/// its path only.
public struct ProblemDocument: Encodable, Hashable, Sendable {
  /// `about:blank`, as the title says no more than the status.
  public let type = "about:blank"
  /// The stable word of the code.
  public let title: String
  /// The HTTP status.
  public let status: Int
  /// What happened and what to do about it.
  public let detail: String
  /// The file, layer or band concerned.
  public let subject: String?

  /// Creates the document of an error.
  public init(_ error: TiankanError) {
    title = error.code.rawValue
    status = ErrorStatus.status(of: error.code)
    // What broke inside says no more than that: its words may name paths and programs.
    detail =
      status == 500 ? "something broke in the service; the log has the request's id" : error.message
    subject = error.subject?.split(separator: "/").last.map(String.init)
  }

  /// Creates the document of a failure of HTTP.
  init(_ failure: RequestFailure) {
    title = failure.title
    status = failure.status
    detail = failure.detail
    subject = nil
  }

  /// The document as it is sent.
  var json: JSONText {
    [
      "type": .text(type), "title": .text(title), "status": .integer(status),
      "detail": .text(detail), "subject": JSONText(subject),
    ]
  }

  private enum CodingKeys: String, CodingKey {
    case type, title, status, detail, subject
  }
}
