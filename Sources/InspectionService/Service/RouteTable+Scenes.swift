import Geometry
import HTTPTypes
import Hummingbird
import Imagery

// STAC API 1.0.0: core, collections, features, item search.
extension RouteTable {
  private static let classes = [
    "https://api.stacspec.org/v1.0.0/core", "https://api.stacspec.org/v1.0.0/collections",
    "https://api.stacspec.org/v1.0.0/ogcapi-features",
    "https://api.stacspec.org/v1.0.0/item-search",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
  ]
  private static let page: [RouteParameter] = [
    .query("bbox", .box, "West, south, east, north in degrees."),
    .query("datetime", .interval, "Days of sensing."),
    .query("limit", .integer(1...1000), "How many; 10 where nothing is said."),
    .query("offset", .integer(0...10_000_000), "How many are passed over."),
  ]
  private static let items = ServiceRoute.Answer(
    status: 200, types: ["application/geo+json"], summary: "A page of scenes.")

  var sceneRoutes: [ServiceRoute] {
    let desk = desk
    let root = "/stac"
    return [
      ServiceRoute(
        .get, root, "stacLanding", "STAC API: where to begin.", answer: .json("Links.")
      ) { request in .json(Self.landing(Self.base(request, desk))) },
      ServiceRoute(
        .get, "\(root)/conformance", "stacConformance", "STAC API: what it conforms to.",
        answer: .json("Classes.")
      ) { _ in .json(["conformsTo": JSONText(Self.classes)]) },
      ServiceRoute(
        .get, "\(root)/collections", "stacCollections", "STAC API: the collections.",
        answer: .json("The collections.")
      ) { request in
        let base = Self.base(request, desk)
        return .json([
          "collections": [Self.collection(try desk.shelf(), base)],
          "links": [
            Self.link("\(base)\(root)/collections", "self", "application/json"),
            Self.link("\(base)\(root)", "root", "application/json"),
          ],
        ])
      },
      ServiceRoute(
        .get, "\(root)/collections/scenes", "stacCollection", "STAC API: the scenes.",
        answer: .json("The collection.")
      ) { request in
        .json(Self.collection(try desk.shelf(), Self.base(request, desk)))
      },
      ServiceRoute(
        .get, "\(root)/collections/scenes/items", "stacItems", "STAC API: scenes.",
        parameters: Self.page, answer: Self.items
      ) { request in
        try Self.answer(Self.search(request), request, desk)
      },
      ServiceRoute(
        .get, "\(root)/collections/scenes/items/{id}", "stacItem", "STAC API: one scene.",
        parameters: [.path("id", .text(200), "The scene.")],
        answer: .init(status: 200, types: ["application/geo+json"], summary: "The scene.")
      ) { request in
        guard let scene = try desk.shelf().scene(named: try request.required("id")) else {
          throw RequestFailure.notFound
        }
        return .json(
          SceneItemText.item(scene, base: Self.base(request, desk)), type: "application/geo+json")
      },
      ServiceRoute(
        .get, "\(root)/search", "stacSearch", "STAC API: a search.",
        parameters: Self.page + [
          .query("ids", .list([]), "Names of scenes."),
          .query("collections", .list([]), "Collections."),
        ], answer: Self.items
      ) { request in
        var search = Self.search(request)
        if !request.list("ids").isEmpty { search.ids = request.list("ids") }
        if !request.list("collections").isEmpty {
          search.collections = request.list("collections")
        }
        return try Self.answer(search, request, desk)
      },
      ServiceRoute(
        .post, "\(root)/search", "stacSearchByBody", "STAC API: a search.",
        body: .init(
          type: "application/json", limit: desk.configuration.limits.body,
          schema: SceneSearchOrder.schema), answer: Self.items
      ) { request in
        try Self.answer(
          try request.decoded(SceneSearchOrder.self).search(), request, desk, isPosted: true)
      },
    ]
  }

  private static func search(_ request: ServiceRequest) -> SceneSearch {
    var search = SceneSearch()
    search.box = request.box("bbox")
    search.interval = request.interval("datetime")
    search.limit = request.integer("limit") ?? search.limit
    search.offset = request.integer("offset") ?? 0
    return search
  }

  private static func answer(
    _ search: SceneSearch, _ request: ServiceRequest, _ desk: InspectionDesk,
    isPosted: Bool = false
  ) throws -> Response {
    let base = base(request, desk)
    let matched = search.matches(try desk.shelf())
    let found = matched.dropFirst(search.offset).prefix(search.limit)
    var links = [
      link("\(base)\(request.uri.path)", "self", "application/geo+json"),
      link("\(base)/stac", "root", "application/json"),
    ]
    if search.offset + found.count < matched.count {
      let next = search.offset + search.limit
      let posted: JSONText = [
        "href": .text("\(base)\(request.uri.path)"), "rel": "next",
        "type": "application/geo+json", "method": "POST", "merge": true,
        "body": ["offset": .integer(next), "limit": .integer(search.limit)],
      ]
      let following = link(
        base + request.next(limit: search.limit, offset: search.offset), "next",
        "application/geo+json")
      links.append(isPosted ? posted : following)
    }
    return .json(
      [
        "type": "FeatureCollection", "numberMatched": .integer(matched.count),
        "numberReturned": .integer(found.count), "links": .array(links),
        "features": .array(found.map { SceneItemText.item($0, base: base) }),
      ], type: "application/geo+json")
  }

  private static func landing(_ base: String) -> JSONText {
    [
      "type": "Catalog", "id": "tiankan", "title": "Tiankan 田瞰",
      "description": "The scenes of the monitored area.",
      "stac_version": .text(SceneItemText.version), "conformsTo": JSONText(classes),
      "links": [
        link("\(base)/stac", "self", "application/json"),
        link("\(base)/stac", "root", "application/json"),
        link("\(base)/stac/conformance", "conformance", "application/json"),
        link(
          "\(base)/api/openapi.json", "service-desc",
          "application/vnd.oai.openapi+json;version=3.0"),
        link("\(base)/stac/collections", "data", "application/json"),
        link("\(base)/stac/collections/scenes", "child", "application/json"),
        [
          "href": .text("\(base)/stac/search"), "rel": "search", "type": "application/geo+json",
          "method": "GET",
        ],
        [
          "href": .text("\(base)/stac/search"), "rel": "search", "type": "application/geo+json",
          "method": "POST",
        ],
      ],
    ]
  }

  private static func collection(_ shelf: SceneShelf, _ base: String) -> JSONText {
    let path = "\(base)/stac/collections/scenes"
    let bounds = shelf.scenes.reduce(shelf.bounds) { $0.union($1.bounds) }
    func instant(_ day: String?) -> JSONText { JSONText(day.map { "\($0)T00:00:00Z" }) }
    return [
      "type": "Collection", "stac_version": .text(SceneItemText.version), "id": "scenes",
      "title": "影像 scenes", "description": "Scenes of the monitored area, without superseded ones.",
      "license": "proprietary",
      "extent": [
        "spatial": ["bbox": [bounds.json]],
        "temporal": [
          "interval": [
            [
              instant(shelf.scenes.first?.date.description),
              instant(shelf.scenes.last?.date.description),
            ]
          ]
        ],
      ],
      "links": [
        link(path, "self", "application/json"), link("\(base)/stac", "root", "application/json"),
        link("\(base)/stac", "parent", "application/json"),
        link("\(path)/items", "items", "application/geo+json"),
      ],
    ]
  }
}
