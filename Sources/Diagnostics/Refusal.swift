/// An input that was left out of a run while the rest went on, and why.
///
/// Commands list every refusal and end with exit status 1, so that nothing is dropped in silence.
public struct Refusal: Hashable, Sendable, Codable {
  /// The file, block or feature that was left out.
  public var subject: String

  /// The stable word of the reason; one of `TiankanError.Code`.
  public var code: String

  /// The reason in words, with the remedy.
  public var reason: String

  /// Creates a refusal from its parts.
  public init(subject: String, code: TiankanError.Code, reason: String) {
    self.subject = subject
    self.code = code.rawValue
    self.reason = reason
  }

  /// Creates a refusal from the error that caused it.
  public init(_ error: TiankanError, subject: String? = nil) {
    self.subject = subject ?? error.subject ?? ""
    self.code = error.code.rawValue
    var reason = error.message
    if let cause = error.cause, !cause.isEmpty { reason += " (\(cause))" }
    if let subject, let inner = error.subject, inner != subject { reason = "\(inner): \(reason)" }
    self.reason = reason
  }
}
