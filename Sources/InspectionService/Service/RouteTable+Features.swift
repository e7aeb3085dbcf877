import Diagnostics
import Geometry
import HTTPTypes
import Hummingbird
import Imagery
import LedgerStore
import Monitoring
import Supervision

// OGC API – Features 1.0, parts 1 (core, GeoJSON) and 2 (coordinate systems).
extension RouteTable {
  private static let conformance = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/png",
  ]
  private static let format = RouteParameter.query("f", .choice(["json"]), "The form.")

  var featureRoutes: [ServiceRoute] {
    [landingRoute, conformanceRoute, collectionsRoute, collectionRoute]
      + FeatureCollectionKind.allCases.map(itemsRoute)
      + [itemRoute]
  }

  /// The base of links, as the client reaches the service.
  static func base(_ request: ServiceRequest, _ desk: InspectionDesk) -> String {
    request.base(isSecure: desk.configuration.isSecure)
  }

  private var landingRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/ogc", "ogcLanding", "OGC API: where to begin.", parameters: [Self.format],
      answer: .json("Links.")
    ) { request in
      let base = Self.base(request, desk)
      return .json([
        "title": "Tiankan 田瞰", "description": "Clues of land change and the land they touch.",
        "links": [
          Self.link("\(base)/ogc", "self", "application/json"),
          Self.link(
            "\(base)/api/openapi.json", "service-desc",
            "application/vnd.oai.openapi+json;version=3.0"),
          Self.link("\(base)/ogc/conformance", "conformance", "application/json"),
          Self.link("\(base)/ogc/collections", "data", "application/json"),
          Self.link(
            "\(base)/ogc/tileMatrixSets",
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "application/json"),
        ],
      ])
    }
  }

  private var conformanceRoute: ServiceRoute {
    ServiceRoute(
      .get, "/ogc/conformance", "ogcConformance", "OGC API: what it conforms to.",
      parameters: [Self.format], answer: .json("Classes.")
    ) { _ in .json(["conformsTo": JSONText(Self.conformance)]) }
  }

  private var collectionsRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/ogc/collections", "ogcCollections", "OGC API: the collections.",
      parameters: [Self.format], answer: .json("The collections.")
    ) { request in
      let base = Self.base(request, desk)
      let systems = try FeatureSystem.all(grid: desk.area.grid.crs)
      let features = FeatureCollectionKind.allCases.map {
        Self.describe($0, desk, systems, base)
      }
      let rasters = desk.configuration.rasters.map { Self.describe($0, base, desk) }
      return .json([
        "links": [Self.link("\(base)/ogc/collections", "self", "application/json")],
        "crs": JSONText(systems.map(\.uri)), "collections": .array(features + rasters),
      ])
    }
  }

  private var collectionRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/ogc/collections/{id}", "ogcCollection", "OGC API: one collection.",
      parameters: [.path("id", .text(40), "The collection."), Self.format],
      answer: .json("The collection.")
    ) { request in
      let base = Self.base(request, desk)
      let id = try request.required("id")
      if let kind = FeatureCollectionKind(rawValue: id) {
        return .json(
          Self.describe(kind, desk, try FeatureSystem.all(grid: desk.area.grid.crs), base))
      }
      guard let raster = desk.configuration.rasters.first(where: { $0.id == id }) else {
        throw RequestFailure.notFound
      }
      return .json(Self.describe(raster, base, desk))
    }
  }

  private func itemsRoute(_ kind: FeatureCollectionKind) -> ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/ogc/collections/\(kind.rawValue)/items", "ogcItems_\(kind.rawValue)",
      "OGC API: features of \(kind.rawValue).",
      parameters: [
        .query("limit", .integer(1...5000), "How many; 100 where nothing is said."),
        .query("offset", .integer(0...10_000_000), "How many are passed over."),
        .query("bbox", .box, "A rectangle in the system of bbox-crs."),
        .query("bbox-crs", .text(200), "The system of bbox; CRS84 where nothing is said."),
        .query("crs", .text(200), "The system of the answer; CRS84 where nothing is said."),
        .query("datetime", .interval, "First days in an interval; features without time fit all."),
        Self.format,
      ] + kind.filters,
      answer: .init(
        status: 200, types: ["application/geo+json"], summary: "A collection of features.")
    ) { request in
      let visitor = try request.knownVisitor()
      let systems = try FeatureSystem.all(grid: desk.area.grid.crs)
      let query = try FeatureQuery(request, kind, desk.sight(of: visitor), systems)
      let base = Self.base(request, desk)
      let path = "/ogc/collections/\(kind.rawValue)"
      let own = "\(base)\(path)/items" + (request.uri.query.map { "?\($0)" } ?? "")
      let next = base + request.next(limit: query.limit, offset: query.offset)
      let item = try await desk.kept(
        "items \(own)", for: visitor, type: "application/geo+json"
      ) { reader throws(TiankanError) in
        let found = try query.features(reader)
        var links = [
          Self.link(own, "self", "application/geo+json"),
          Self.link("\(base)\(path)", "collection", "application/json"),
        ]
        if query.offset + found.features.count < found.matched, !found.features.isEmpty {
          links.append(Self.link(next, "next", "application/geo+json"))
        }
        let content: JSONText = [
          "type": "FeatureCollection", "links": .array(links),
          "numberMatched": .integer(found.matched),
          "numberReturned": .integer(found.features.count), "features": .array(found.features),
        ]
        return content.bytes
      }
      return .kept(item, for: request, headers: [.contentCRS: "<\(query.system.uri)>"])
    }
  }

  private var itemRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/ogc/collections/{id}/items/{feature}", "ogcItem", "OGC API: one feature.",
      parameters: [
        .path("id", .choice(FeatureCollectionKind.allCases.map(\.rawValue)), "The collection."),
        .path("feature", .text(200), "The feature."),
        .query("crs", .text(200), "The system of the answer; CRS84 where nothing is said."),
        Self.format,
      ],
      answer: .init(status: 200, types: ["application/geo+json"], summary: "The feature.")
    ) { request in
      let visitor = try request.knownVisitor()
      guard let kind = request.text("id").flatMap({ FeatureCollectionKind(rawValue: $0) }) else {
        throw RequestFailure.notFound
      }
      let sight = desk.sight(of: visitor)
      let systems = try FeatureSystem.all(grid: desk.area.grid.crs)
      let query = try FeatureQuery(request, kind, sight, systems)
      let id = try request.required("feature")
      let base = Self.base(request, desk)
      let path = "\(base)/ogc/collections/\(kind.rawValue)"
      let item = try await desk.kept(
        "item \(base)\(request.uri.path) \(query.system.uri)", for: visitor,
        type: "application/geo+json"
      ) { reader throws(TiankanError) in
        let writer = try FeatureWriter(query.system, reader)
        let feature: JSONText
        if let layer = kind.layer {
          let row: LandUnitRow
          do throws(TiankanError) {
            row = try reader.ledger.landUnit(id, in: [layer])
          } catch  where [.notFound, .usage].contains(error.code) {
            throw TiankanError(.notFound, "there is no such feature")
          }
          guard sight.shows(county: row.county) else {
            throw TiankanError(.notFound, "there is no such feature")
          }
          feature = try writer.feature(row.id, row.outline, DeskReader.properties(of: row))
        } else {
          let row = try reader.clue(id, sight)
          feature = try writer.feature(
            "\(row.clue.key)", row.clue.outline, DeskReader.properties(of: row))
        }
        let links: JSONText = [
          Self.link("\(base)\(request.uri.path)", "self", "application/geo+json"),
          Self.link(path, "collection", "application/json"),
        ]
        return feature.with([("links", links)]).bytes
      }
      return .kept(item, for: request, headers: [.contentCRS: "<\(query.system.uri)>"])
    }
  }

  static func link(_ address: String, _ relation: String, _ type: String) -> JSONText {
    ["href": .text(address), "rel": .text(relation), "type": .text(type)]
  }

  private static func describe(
    _ kind: FeatureCollectionKind, _ desk: InspectionDesk, _ systems: [FeatureSystem],
    _ base: String
  ) -> JSONText {
    let path = "\(base)/ogc/collections/\(kind.rawValue)"
    let days = desk.watch.shelf.days(of: SceneShelf.all)
    func instant(_ day: String?) -> JSONText { JSONText(day.map { "\($0)T00:00:00Z" }) }
    let temporal: JSONText = [
      "interval": [[instant(days.first?.description), nil]]
    ]
    var extent: [(String, JSONText)] = [
      (
        "spatial",
        ["bbox": [desk.watch.shelf.bounds.json], "crs": .text(FeatureSystem.degrees)]
      )
    ]
    if kind == .clues { extent.append(("temporal", temporal)) }
    return [
      "id": .text(kind.rawValue), "title": .text(kind.title), "description": .text(kind.summary),
      "itemType": "feature", "extent": .object(extent), "crs": JSONText(systems.map(\.uri)),
      "storageCrs": .text(systems.last?.uri ?? FeatureSystem.degrees),
      "links": [
        link(path, "self", "application/json"),
        link("\(path)/items", "items", "application/geo+json"),
      ],
    ]
  }
}
