import Diagnostics
import HTTPTypes
import Hummingbird
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

// Reports as pages and documents.
extension RouteTable {
  private static let subjects = ["clue", "parcel", "project", "mine", "tile", "month"]

  var reportRoutes: [ServiceRoute] {
    let desk = desk
    return [
      ServiceRoute(
        .get, "/api/reports/{subject}/{id}", "readReport",
        "The report of a clue, parcel, project, mine, tile or month.",
        parameters: [
          .path("subject", .choice(Self.subjects), "What it is about."),
          .path("id", .text(200), "The key, id, or month such as 2025-09."),
          .query(
            "format", .choice(["html", "json", "pdf"]), "The form; html where nothing is said."),
          .query("lang", .choice(["zh", "en"]), "The language; zh where nothing is said."),
          .query("download", .flag, "As a file to keep."),
        ],
        answer: .init(
          status: 200, types: ["text/html", "application/json", "application/pdf"],
          summary: "The report."), otherStatuses: [304]
      ) { request in
        let visitor = try request.knownVisitor()
        let subject = try request.required("subject")
        let id = try request.required("id")
        let format = ReportForm(rawValue: request.text("format") ?? "html") ?? .html
        let language: ReportLanguage = request.text("lang") == "en" ? .english : .chinese
        if subject == "month", visitor.counties != nil {
          throw RequestFailure.forbidden(
            "the report of a month counts all counties; it is for those who see all")
        }
        let order = ReportOrder(
          desk: desk, sight: desk.sight(of: visitor), subject: subject, id: id,
          format: format, language: language)
        let item = try await desk.kept(
          "report \(subject) \(format.rawValue) \(language.rawValue) \(id)", for: visitor,
          type: format.mediaType
        ) { reader throws(TiankanError) in try order.bytes(&reader) }
        var headers: HTTPFields = [.contentSecurityPolicy: SecurityHeaders.reportPolicy]
        if request.flag("download") {
          // The name is made of letters and digits of the id, whatever the id holds.
          let name = String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
          headers[.contentDisposition] =
            "attachment; filename=\"\(subject)-\(name).\(format.rawValue)\""
        }
        return .kept(item, for: request, headers: headers)
      }
    ]
  }
}
