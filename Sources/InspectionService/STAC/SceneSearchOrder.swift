import Foundation

/// A search as it is sent in the body of a request.
struct SceneSearchOrder: Decodable, Sendable {
  var bbox: [Double]?
  var datetime: String?
  var ids: [String]?
  var collections: [String]?
  var limit: Int?
  var offset: Int?

  static let schema: JSONText = [
    "type": "object",
    "properties": [
      "bbox": ["type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 6],
      "datetime": ["type": "string"],
      "ids": ["type": "array", "items": ["type": "string"], "maxItems": 200],
      "collections": ["type": "array", "items": ["type": "string"], "maxItems": 200],
      "limit": ["type": "integer", "minimum": 1, "maximum": 1000],
      "offset": ["type": "integer", "minimum": 0],
    ],
  ]

  /// The search, checked by the rules of the parameters of the same names.
  func search() throws -> SceneSearch {
    var search = SceneSearch()
    if let bbox {
      let text = bbox.map { "\($0)" }.joined(separator: ",")
      guard case .box(let box) = try RouteParameter.query("bbox", .box, "").value(of: text) else {
        throw RequestFailure.malformed("bbox", "takes west, south, east, north")
      }
      search.box = box
    }
    if let datetime,
      case .interval(let from, let to) = try RouteParameter.query("datetime", .interval, "")
        .value(of: datetime)
    {
      search.interval = (from, to)
    }
    guard (1...1000).contains(limit ?? 1), (offset ?? 0) >= 0, (ids?.count ?? 0) <= 200,
      (collections?.count ?? 0) <= 200
    else {
      throw RequestFailure.malformed(
        "limit", "takes 1 to 1000; offset numbers from 0; ids and collections up to 200 texts")
    }
    search.ids = ids
    search.collections = collections
    search.limit = limit ?? search.limit
    search.offset = offset ?? 0
    return search
  }
}
