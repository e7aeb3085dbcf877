import Diagnostics
import HTTPTypes
import HummingbirdCore
import LedgerStore

// Land units on the map: projects, parcels, mines and what else the configuration watches.
extension RouteTable {
  /// The layers that are shown, as `docs/formats.md` names them.
  static let unitLayers = [
    "projects", "subprojects", "cropland", "mines", "mine_plan", "approvals", "control_lines",
    "counties",
  ]

  var unitRoutes: [ServiceRoute] {
    let desk = desk
    return [
      ServiceRoute(
        .get, "/api/units.geojson", "mapUnits", "Land units of a rectangle as GeoJSON.",
        parameters: [
          .query("layer", .choice(Self.unitLayers), required: true, "The layer."),
          .query("bbox", .box, required: true, "West, south, east, north in degrees."),
          .query("limit", .integer(1...5000), "How many at most; 2000 where nothing is said."),
        ],
        answer: .init(
          status: 200, types: ["application/geo+json"], summary: "A collection of features.")
      ) { request in
        let visitor = try request.knownVisitor()
        let sight = desk.sight(of: visitor)
        let layer = try request.required("layer")
        let box = request.box("bbox") ?? []
        let limit = request.integer("limit") ?? 2000
        let item = try await desk.kept(
          "units \(request.uri.query ?? "")", for: visitor, type: "application/geo+json"
        ) { reader throws(TiankanError) in
          var features: [JSONText] = []
          if let envelope = try reader.envelope(ofWorld: box) {
            let rows = try reader.ledger.landUnits(
              layer: layer, meeting: envelope, limit: limit + 1, sight: sight)
            for row in rows { features.append(try reader.feature(row)) }
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
    ]
  }
}

extension DeskReader {
  /// A land unit on the map.
  func feature(_ row: LandUnitRow) throws(TiankanError) -> JSONText {
    [
      "type": "Feature", "id": .text("\(row.layer):\(row.id)"),
      "geometry": GeoJSONText.outline(try world(row.outline)),
      "properties": Self.properties(of: row),
    ]
  }

  /// What the map, OGC clients and filters know of a land unit.
  static func properties(of row: LandUnitRow) -> JSONText {
    [
      "layer": .text(row.layer), "id": .text(row.id), "name": JSONText(row.name),
      "county": JSONText(row.county), "tile": .text(row.tile),
      "square_metres": .number(row.grossSquareMetres),
    ]
  }
}
