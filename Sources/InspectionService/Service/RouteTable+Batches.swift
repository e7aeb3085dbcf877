import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import LedgerStore
import Monitoring
import Supervision

// Batches, and the files of their snapshots.
extension RouteTable {
  /// The files of a snapshot that are given out, with their media types. `docs/formats.md` says what they hold.
  private static let files = [
    "index.html": "text/html; charset=utf-8", "batch.json": "application/json",
    "clues.gpkg": "application/geopackage+sqlite3",
    "clues.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "clues.shp": "application/octet-stream", "clues.dbf": "application/octet-stream",
    "clues.shx": "application/octet-stream", "clues.prj": "text/plain",
    "clues.cpg": "text/plain",
  ]

  var batchRoutes: [ServiceRoute] {
    let desk = desk
    return [
      ServiceRoute(
        .get, "/api/batches", "listBatches", "The batches that were issued.",
        answer: .json("The batches.")
      ) { request in
        let visitor = try request.knownVisitor()
        let sight = desk.sight(of: visitor)
        let item = try await desk.kept("batches", for: visitor, type: "application/json") {
          reader throws(TiankanError) in
          let closed = Set(try reader.ledger.closings().map(\.batch))
          let rows = try reader.ledger.batches().filter { sight.shows(county: $0.number.county) }
          let batches: [JSONText] = rows.reversed().map { row in
            [
              "number": .text("\(row.number)"), "county": .text(row.number.county),
              "issued": .text(row.issued), "deadline": .text("\(row.deadline)"),
              "responsible": .text(row.responsible), "clues": .integer(row.entries.count),
              "trial": .flag(row.isTrial), "closed": .flag(closed.contains(row.number)),
              "files": JSONText(
                Self.files.keys.sorted().map { "/api/batches/\(row.number)/\($0)" }),
            ]
          }
          return JSONText.object([("batches", .array(batches))]).bytes
        }
        return .kept(item, for: request)
      },
      ServiceRoute(
        .get, "/api/batches/{number}/{file}", "readBatchFile", "A file of a batch's snapshot.",
        parameters: [
          .path("number", .text(40), "The batch."),
          .path("file", .choice(Self.files.keys.sorted()), "The file."),
        ],
        answer: .init(
          status: 200, types: Set(Self.files.values).sorted(), summary: "The file.")
      ) { request in
        let visitor = try request.knownVisitor()
        let file = try request.required("file")
        guard let number = BatchNumber(try request.required("number")),
          desk.sight(of: visitor).shows(county: number.county),
          let folder = desk.area.publish.batches, let type = Self.files[file]
        else { throw RequestFailure.notFound }
        let bytes = try await desk.read { reader throws(TiankanError) -> [UInt8]? in
          // The folder of a batch is named by the ledger's own number, not by the request's text.
          let row = try reader.ledger.batch(number)
          return FileManager.default.contents(atPath: "\(folder)/\(row.number)/\(file)")
            .map { Array($0) }
        }
        guard let bytes else { throw RequestFailure.notFound }
        return .bytes(
          bytes, type: type,
          headers: [
            .contentSecurityPolicy: SecurityHeaders.reportPolicy,
            .contentDisposition: "attachment; filename=\"\(number)-\(file)\"",
          ])
      },
    ]
  }
}
