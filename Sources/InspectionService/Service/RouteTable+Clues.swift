import Diagnostics
import HTTPTypes
import Hummingbird
import LedgerStore
import Reporting
import Supervision

// The list of clues, clues on the map, and one clue.
extension RouteTable {
  static let clueKey = RouteParameter.path("key", .text(160), "The clue's key or public number.")

  var clueRoutes: [ServiceRoute] { [listRoute, mapRoute, oneRoute, pictureRoute] }

  private var listRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/api/clues", "listClues", "Clues by filters, most urgent first.",
      parameters: ClueQuery.parameters + [
        .query("limit", .integer(1...1000), "How many; 50 where nothing is said."),
        .query("offset", .integer(0...10_000_000), "How many are passed over."),
      ], answer: .json("A page of the list.")
    ) { request in
      let visitor = try request.knownVisitor()
      let query = try ClueQuery(request, desk.sight(of: visitor))
      let limit = request.integer("limit") ?? 50
      let offset = request.integer("offset") ?? 0
      let link = request.next(limit: limit, offset: offset)
      let item = try await desk.kept(
        "list \(request.uri.query ?? "")", for: visitor, type: "application/json"
      ) { reader throws(TiankanError) in
        var total = 0
        var lines: [JSONText] = []
        if let filter = try query.filter(with: reader, limit: limit, offset: offset) {
          total = try reader.ledger.clueCount(filter)
          for row in try reader.ledger.clues(filter, hasDetails: false) {
            lines.append(try reader.line(row))
          }
        }
        let content: JSONText = [
          "generation": .integer(try reader.ledger.generation()), "total": .integer(total),
          "limit": .integer(limit), "offset": .integer(offset),
          "next": JSONText(offset + lines.count < total ? link : nil), "clues": .array(lines),
        ]
        return content.bytes
      }
      return .kept(item, for: request)
    }
  }

  private var mapRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/api/clues.geojson", "mapClues", "Clues of a rectangle as GeoJSON, most urgent first.",
      parameters: ClueQuery.parameters.map { parameter in
        var parameter = parameter
        if parameter.name == "bbox" { parameter.isRequired = true }
        return parameter
      } + [
        .query("limit", .integer(1...5000), "How many at most; 2000 where nothing is said."),
        .query("points", .flag, "Points in place of outlines."),
      ],
      answer: .init(
        status: 200, types: ["application/geo+json"], summary: "A collection of features.")
    ) { request in
      let visitor = try request.knownVisitor()
      let query = try ClueQuery(request, desk.sight(of: visitor))
      let limit = request.integer("limit") ?? 2000
      let isPoint = request.flag("points")
      let item = try await desk.kept(
        "map \(request.uri.query ?? "")", for: visitor, type: "application/geo+json"
      ) { reader throws(TiankanError) in
        var features: [JSONText] = []
        if let filter = try query.filter(with: reader, limit: limit + 1, offset: 0) {
          for row in try reader.ledger.clues(filter, hasDetails: false) {
            features.append(try reader.feature(row, isPoint: isPoint))
          }
        }
        let content: JSONText = [
          "type": "FeatureCollection", "truncated": .flag(features.count > limit),
          "generation": .integer(try reader.ledger.generation()),
          "features": .array(Array(features.prefix(limit))),
        ]
        return content.bytes
      }
      return .kept(item, for: request)
    }
  }

  private var oneRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/api/clues/{key}", "readClue",
      "Everything about one clue: document, outline, history, and the steps that may follow.",
      parameters: [Self.clueKey], answer: .json("The clue."), otherStatuses: [304]
    ) { request in
      let item = try await Self.clue(request, desk)
      return .kept(item, for: request)
    }
  }

  /// The answer about a clue; its tag is the version that a step must name, and the state of the ledger.
  static func clue(_ request: ServiceRequest, _ desk: InspectionDesk) async throws -> ByteCache.Item
  {
    let visitor = try request.knownVisitor()
    let page = CluePage(desk: desk, sight: desk.sight(of: visitor), role: visitor.role)
    let key = try request.required("key")
    return try await desk.kept(
      "clue \(visitor.role.rawValue) \(key)", for: visitor, type: "application/json"
    ) { reader throws(TiankanError) in try page.bytes(key, &reader) }
  }

  private var pictureRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/api/clues/{key}/pictures/{number}/{side}.png", "readPicture",
      "A picture of a clue before or after.",
      parameters: [
        Self.clueKey, .path("number", .integer(0...9), "Which pair: 0 colours, 1 index."),
        .path("side", .choice(["before", "after"]), "Which side of the pair."),
      ], answer: .init(status: 200, types: ["image/png"], summary: "The picture."),
      otherStatuses: [304]
    ) { request in
      let visitor = try request.knownVisitor()
      let sight = desk.sight(of: visitor)
      let key = try request.required("key")
      let number = request.integer("number") ?? 0
      let isBefore = request.text("side") == "before"
      let item = try await desk.kept(
        "picture \(key) \(number) \(isBefore)", for: visitor, type: "image/png"
      ) { reader throws(TiankanError) in
        let row = try reader.clue(key, sight)
        let report = try KeptReport(desk: desk, sight: sight).report("\(row.clue.key)", &reader)
        guard report.pictures.indices.contains(number) else {
          throw TiankanError(.notFound, "the clue has no such picture")
        }
        return isBefore ? report.pictures[number].before : report.pictures[number].after
      }
      return .kept(item, for: request)
    }
  }
}

extension ServiceRequest {
  /// The address of the next page of a list.
  func next(limit: Int, offset: Int) -> String {
    let others = (uri.query ?? "").split(separator: "&").filter {
      !$0.hasPrefix("offset=") && !$0.hasPrefix("limit=")
    }
    let query = others.map(String.init) + ["limit=\(limit)", "offset=\(offset + limit)"]
    return "\(uri.path)?\(query.joined(separator: "&"))"
  }
}
