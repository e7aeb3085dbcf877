/// The form in which a report is given out.
public enum ReportForm: String, Hashable, Sendable, CaseIterable {
  case html, json, pdf

  /// The media type.
  public var mediaType: String {
    switch self {
    case .html: "text/html; charset=utf-8"
    case .json: "application/json"
    case .pdf: "application/pdf"
    }
  }
}
